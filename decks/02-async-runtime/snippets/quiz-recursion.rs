//@ check-fail: E0733
// #region q
async fn factorial(n: u64) -> u64 { //~ E0733
    if n == 0 {
        return 1;
    }
    n * factorial(n - 1).await
}
// #endregion
fn main() {}
