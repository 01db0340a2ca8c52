//@ check-fail: E0499
fn main() {
// #region line
    let mut x = 1;
    let r = &mut x;
    let s = &mut x; //~ E0499
    *r += *s;
// #endregion
}
