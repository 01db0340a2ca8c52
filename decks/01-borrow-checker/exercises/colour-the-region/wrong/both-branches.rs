// fails: the_region_is_as_predicted
// Takes the branch without a read along.
/// Lines of `cases/demo.rs` with a write that the compiler rejects.
pub const REJECTED: &[usize] = &[5];

/// The points in the region of the loan of `x`: one entry for each run of points, blocks in order.
pub const REGION: &[&str] = &["bb0[4..=9]", "bb1[0..=1]", "bb2[0..=1]", "bb3[0..=1]", "bb4[0..=1]"];
