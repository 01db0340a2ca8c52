//@ check
//@ history: verdict E0658 -> ok in 2021,2024
#![crate_type = "lib"]
// #region all
pub async fn run() -> usize {
    let one = async || 1;
    one().await
}
// #endregion
