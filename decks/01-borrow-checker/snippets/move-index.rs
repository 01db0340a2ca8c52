//@ check-fail: E0508
// #region main
fn main() {
    let foo = ["a", "b"].map(String::from);
    let b = foo[1]; //~ E0508
    println!("{b}");
}
// #endregion
