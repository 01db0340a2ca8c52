// fails: the_rejected_lines_are_as_predicted
// Rejects every write below the borrow.
/// Lines of `cases/demo.rs` with a write that the compiler rejects.
pub const REJECTED: &[usize] = &[5, 8, 11];

/// The points in the region of the loan of `x`: one entry for each run of points, blocks in order.
pub const REGION: &[&str] = &["bb0[4..=9]", "bb1[0..=1]", "bb2[0..=1]"];
