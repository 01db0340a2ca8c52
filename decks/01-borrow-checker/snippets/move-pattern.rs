//@ run
// #region main
fn main() {
    let foo = [String::from("a"), String::from("b")];
    let [_, b] = foo;
    println!("{b}");
}
// #endregion
