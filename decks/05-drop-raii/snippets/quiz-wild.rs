//@ run
#![allow(unused)]
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) { print!("{} ", self.0) }
}
// #region q
fn main() {
    let _a = D("a");
    let _ = D("b");
    let _c = D("c");
    print!("end ");
}
// #endregion
