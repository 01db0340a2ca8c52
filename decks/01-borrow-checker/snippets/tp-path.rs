//@ check-fail: E0502
fn main() {
// #region line
    let mut v = vec![0, 1];
    Vec::push(&mut v, v.len()); //~ E0502
// #endregion
}
