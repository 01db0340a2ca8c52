// fails: the_region_is_as_predicted
// Leaves out the terminators, which are points as well.
/// Lines of `cases/demo.rs` with a write that the compiler rejects.
pub const REJECTED: &[usize] = &[5];

/// The points in the region of the loan of `x`: one entry for each run of points, blocks in order.
pub const REGION: &[&str] = &["bb0[4..=8]", "bb1[0]", "bb2[0..=1]"];
