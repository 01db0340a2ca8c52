//@ check-fail: E0502
fn main() {
// #region line
    let mut x = 1;
    let r = &x;
    let s = &mut x; //~ E0502
    *s += *r;
// #endregion
}
