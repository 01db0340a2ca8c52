//@ run
#![allow(unused)]
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) { print!("{} ", self.0) }
}
impl D {
    fn opt(&self, some: bool) -> Option<u8> { some.then_some(1) }
}
// #region q
fn run(some: bool) {
    match 5 {
        _ if let Some(_) = D("guard").opt(some) =>
            print!("one "),
        _ => print!("two "),
    }
}
// #endregion
fn main() {
    run(true);
    run(false);
}
