//@ run
// #region q
fn main() {
    let (mut a, b) = (10, 20);
    let mut r = &a;
    println!("{r}");
    r = &b;
    a += 1;
    println!("{r} {a}");
}
// #endregion
