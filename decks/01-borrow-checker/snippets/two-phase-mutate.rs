//@ check-fail: E0499
// #region main
fn main() {
    let mut v = vec![0, 1];
    v.push({ v.push(9); 1 }); //~ E0499
}
// #endregion
