//@ check
fn main() {
    // #region line
    let owner = String::from("a");
    let name = owner.as_str();
    println!("{name}");
    // #endregion
}
