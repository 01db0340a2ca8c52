// The graph gives the loop an unwinding edge that is never taken.
//@ check-fail: E0597
//@ emit: nll forever
#![crate_type = "lib"]

// #region program
pub fn forever() {
    let x = 1;
    let _r: &'static i32 = &x; //~ E0597
    loop {}
}
// #endregion program
