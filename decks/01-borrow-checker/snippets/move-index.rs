//@ check-fail: E0508
// #region main
fn main() {
    let foo = [String::from("a"), String::from("b")];
    let b = foo[1]; //~ E0508
    println!("{b}");
}
// #endregion
