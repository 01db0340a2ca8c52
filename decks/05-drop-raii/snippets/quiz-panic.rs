//@ run-fail: 101
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) { print!("{} ", self.0) }
}
fn fail() -> D { panic!("no third value") }
fn call(_: D, _: D, _: D) {}
// #region q
fn main() {
    let _x = D("x");
    call(D("1"), D("2"), fail());
}
// #endregion
