//@ run
#![allow(unused)]
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) { print!("{} ", self.0) }
}
// #region q
fn main() {
    let mut v = vec![D("0"), D("1")];
    v.truncate(1);
    print!("| ");
    v[0] = D("new");
    print!("| ");
}
// #endregion
