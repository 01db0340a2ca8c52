// With `move`, the reference itself belongs to the closure.
//@ check-fail: E0382
#![crate_type = "lib"]

// #region program
pub fn add(r: &mut i32) -> i32 {
    let mut add = move || *r += 1;
    add();
    *r //~ E0382
}
// #endregion
