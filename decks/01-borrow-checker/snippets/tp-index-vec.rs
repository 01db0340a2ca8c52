//@ check-fail: E0502
fn main() {
// #region line
    let mut v = vec![vec![0usize], vec![1]];
    v[0].push(v.len()); //~ E0502
// #endregion
}
