//@ check-fail: E0597
#![crate_type = "lib"]

// #region program
pub fn through() -> i32 {
    let mut x = 1;
    let r;
    {
        let mut p = &mut x;
        let q = &mut p; //~ E0597
        r = &mut **q;
    }
    *r
}
// #endregion
