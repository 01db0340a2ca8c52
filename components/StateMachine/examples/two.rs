//@ check
//@ emit: coroutine two
//@ emit: type-sizes two
#![crate_type = "lib"]

// #region program
pub async fn two(flag: bool) -> u8 {
    let buf = [0u8; 16];
    touch(&buf).await;
    if flag { touch(&buf).await }
    buf[0]
}
// #endregion program
pub async fn touch(_: &[u8]) {}
