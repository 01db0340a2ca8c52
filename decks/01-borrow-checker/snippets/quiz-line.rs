//@ check-fail: E0505
// #region q
fn main() {
    let name = String::from("x");
    let a = &name;
    let b = a;
    println!("{a}");
    let moved = name; //~ E0505
    println!("{moved}");
    println!("{b}");
}
// #endregion
