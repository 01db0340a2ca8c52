// A closure cannot hand out a `&mut` to what it holds: each call would have to last as long as the closure.
//@ check-fail: none
#![crate_type = "lib"]

// #region program
pub fn lend() {
    let mut log = String::new();
    let mut get = move || &mut log; //~ none
    get().push('a');
}
// #endregion program
