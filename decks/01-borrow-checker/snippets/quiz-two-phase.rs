//@ run
// #region q
fn main() {
    let mut v = vec![7, 8];
    let s = &v;
    v.push(s.len());
    v.push(v.len());
    println!("{v:?}");
}
// #endregion
