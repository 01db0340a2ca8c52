//@ run
fn main() {
// #region line
    let mut v = vec![0, 1];
    let r = &mut v;
    Vec::push(r, r.len());
    println!("{v:?}");
// #endregion
}
