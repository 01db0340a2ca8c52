//@ check
#![crate_type = "lib"]

// #region program
pub fn add(r: &mut i32) -> i32 {
    let mut add = || *r += 1;
    add();
    *r
}
// #endregion
