//@ run
// #region main
fn main() {
    let mut v = vec![0, 1];
    let shared = &v;
    v.push(shared.len());
    println!("{v:?}");
}
// #endregion
