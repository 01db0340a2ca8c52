//@ run
// #region main
fn main() {
    let foo = ["a", "b"].map(String::from);
    let [_, b] = foo;
    println!("{b}");
}
// #endregion
