// The graph has the edge on which the condition is false.
//@ check-fail: E0597
//@ emit: nll forever
#![crate_type = "lib"]

// #region program
pub fn forever() {
    let x = 1;
    let _r: &'static i32 = &x; //~ E0597
    while true {}
}
// #endregion program
