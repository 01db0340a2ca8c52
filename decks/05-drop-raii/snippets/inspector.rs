//@ check-fail: E0597
// #region all
struct Probe<'a>(&'a u8);
impl Drop for Probe<'_> {
    fn drop(&mut self) { look(self.0) }
}
fn main() {
    let (_probe, days);
    days = Box::new(1);
    _probe = Probe(&days); //~ E0597
}
// #endregion
fn look(byte: &u8) { println!("{byte}") }
