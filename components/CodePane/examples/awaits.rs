//@ check
//@ emit: hir work
// #region work
pub async fn step() {}
pub async fn work() {
    step().await;
}
// #endregion
fn main() {}
