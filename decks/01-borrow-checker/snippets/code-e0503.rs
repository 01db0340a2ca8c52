//@ check-fail: E0503
fn main() {
// #region line
    let mut x = 1;
    let r = &mut x;
    let y = x; //~ E0503
    *r = 2;
    println!("{y}");
// #endregion
}
