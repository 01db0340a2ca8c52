//@ run
fn main() {
// #region line
    let mut b = Box::new(vec![0usize]);
    b.push(b.len());
    println!("{b:?}");
// #endregion
}
