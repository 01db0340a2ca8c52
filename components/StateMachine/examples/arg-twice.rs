//@ check
//@ emit: coroutine arg_across
#![crate_type = "lib"]

// #region program
pub async fn arg_across(b: [u8; 1024]) -> u8 {
    tick().await;
    b[0]
}
// #endregion program
pub async fn tick() {}
