//@ check-fail: E0040
struct D;
impl Drop for D {
    fn drop(&mut self) {}
}
fn main() {
// #region all
let d = D;
d.drop(); //~ E0040
// #endregion
}
