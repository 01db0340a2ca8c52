//@ run
fn main() {
// #region line
    let mut v = [vec![0usize], vec![1]];
    v[0].push(v.len());
    println!("{v:?}");
// #endregion
}
