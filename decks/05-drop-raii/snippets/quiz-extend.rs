//@ check-fail: E0716
// #region q
fn main() {
    let a = &String::from("a");
    let b = Some(&String::from("b"));
    let c = (&String::from("c"), 3);
    let d = { &String::from("d") };
    let e = same(&String::from("e")); //~ E0716
    println!("{a} {b:?} {c:?} {d} {e}");
}
// #endregion
fn same(s: &String) -> &String { s }
