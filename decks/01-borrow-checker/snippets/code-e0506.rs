//@ check-fail: E0506
fn main() {
// #region line
    let mut x = 1;
    let r = &x;
    x = 2; //~ E0506
    println!("{r}");
// #endregion
}
