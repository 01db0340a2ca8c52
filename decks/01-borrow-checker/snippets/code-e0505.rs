//@ check-fail: E0505
fn main() {
// #region line
    let x = String::new();
    let r = &x;
    drop(x); //~ E0505
    println!("{r}");
// #endregion
}
