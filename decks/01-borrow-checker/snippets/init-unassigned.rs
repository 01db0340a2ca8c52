//@ check-fail: E0381
#![crate_type = "lib"]

pub fn read(flag: bool) -> u8 {
    // #region line
    let x;
    if flag {
        x = 1;
    }
    x //~ E0381
    // #endregion
}
