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
fn main() {
    match 5 {
        _ if let Some(_) = D("guard").opt(true) => print!("one "),
        _ => print!("two "),
    }
    match 5 {
        _ if let Some(_) = D("guard").opt(false) => print!("one "),
        _ => print!("two "),
    }
}
// #endregion
