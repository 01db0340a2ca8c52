//@ check-fail: E0506
//@ emit: polonius
#![crate_type = "lib"]
// #region q
pub fn pick(flag: bool, mut n: i32) -> i32 {
    let zero = 0;
    let mut kept = &zero;
    let r = &n;
    if flag {
        kept = r;
    } else {
        n += 1; //~ E0506
    }
    *kept
}
// #endregion
