//@ check-fail: E0502
// #region main
fn main() {
    let mut v = vec![0, 1];
    let shared = &v;
    v.push(shared.len()); //~ E0502
    println!("{}", shared.len());
}
// #endregion
