//@ run
fn main() {
    // #region line
    let name = &String::from("a");
    println!("{name}");
    // #endregion
}
