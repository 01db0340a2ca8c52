//@ run
fn main() {
// #region line
    let mut v = vec![0, 1];
    v.push(v.len());
    println!("{v:?}");
// #endregion
}
