//@ check
//@ emit: hir add
//@ emit: coroutine add
// #region add
pub async fn leaf(a: u32) -> u32 {
    a
}
pub async fn add(a: u32) -> u32 {
    let y = leaf(a).await;
    y + 1
}
// #endregion
fn main() {}
