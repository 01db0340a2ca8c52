// The same verdict where a panic aborts.
//@ check-fail: E0597
//@ flags: -Cpanic=abort
#![crate_type = "lib"]

// #region program
pub fn forever() {
    let x = 1;
    let _r: &'static i32 = &x; //~ E0597
    loop {}
}
// #endregion program
