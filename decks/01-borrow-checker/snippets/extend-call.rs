//@ check-fail: E0716
fn main() {
    // #region line
    let name = String::from("a").as_str(); //~ E0716
    println!("{name}");
    // #endregion
}
