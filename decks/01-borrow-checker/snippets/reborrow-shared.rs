//@ check
#![crate_type = "lib"]

// #region program
pub fn through() -> i32 {
    let x = 1;
    let r;
    {
        let p = &x;
        let q = &p;
        r = &**q;
    }
    *r
}
// #endregion
