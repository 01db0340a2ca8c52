//@ check-fail: E0716
fn main() {
// #region line
    let s = String::from("x").as_str(); //~ E0716
    println!("{s}");
// #endregion
}
