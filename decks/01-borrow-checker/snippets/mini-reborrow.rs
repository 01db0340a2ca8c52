//@ check-fail: E0499
//@ emit: nll pick
//@ emit: polonius
#![crate_type = "lib"]

// #region program
pub fn pick(a: &mut u8, c: bool) -> &mut u8 {
    let b = &mut *a;
    if c {
        b
    } else {
        a //~ E0499
    }
}
// #endregion program
