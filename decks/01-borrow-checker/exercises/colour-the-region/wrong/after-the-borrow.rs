// fails: the_region_is_as_predicted
// Begins after the borrow: that is where the loan is in scope, not the region.
/// Lines of `cases/demo.rs` with a write that the compiler rejects.
pub const REJECTED: &[usize] = &[5];

/// The points in the region of the loan of `x`: one entry for each run of points, blocks in order.
pub const REGION: &[&str] = &["bb0[5..=9]", "bb1[0..=1]", "bb2[0..=1]"];
