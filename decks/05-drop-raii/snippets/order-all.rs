//@ run
#![allow(dead_code, unused)]
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) { print!("{} ", self.0) }
}
fn row(name: &str) { print!("\n{name:<26}") }
// #region types
struct Own { p: D, q: D }
impl Drop for Own {
    fn drop(&mut self) { print!("Own::drop ") }
}
fn call((x, _): (D, D), (_, y): (D, D)) {}
// #endregion
fn main() {
    print!("{:<26}dropped in this order", "what");
    // #region rows
    row("own Drop, fields p, q");
    { let own = Own { q: D("q"), p: D("p") }; }
    row("array, then Vec");
    drop([D("0"), D("1")]);
    drop(vec![D("2"), D("3")]);
    row("pattern (m, n)");
    { let (m, n) = (D("m"), D("n")); }
    row("arguments 0 1, 2 3");
    call((D("0"), D("1")), (D("2"), D("3")));
    row("closure, uses b, then a");
    { let (a, b) = (D("a"), D("b"));
      drop(move || { let used = (&b, &a); }) }
    // #endregion
    println!();
}
