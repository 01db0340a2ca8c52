//@ check-fail: E0184
// #region all
#[derive(Clone, Copy)]
struct D(u8); //~ E0184
impl Drop for D {
    fn drop(&mut self) {}
}
// #endregion
fn main() {}
