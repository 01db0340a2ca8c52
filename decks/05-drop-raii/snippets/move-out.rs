//@ check-fail: E0509
// #region all
struct D { name: String }
impl Drop for D {
    fn drop(&mut self) { /* .. */ }
}
fn take(d: D) -> String {
    d.name //~ E0509
}
// #endregion
fn main() { take(D { name: String::new() }); }
