//@ run
// #region q
fn main() {
    let mut v = vec![1, 2, 3, 4];
    let before = v.len();
    std::mem::forget(v.drain(1..2));
    println!("{}", before - v.len());
}
// #endregion
