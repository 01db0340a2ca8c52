//@ check
// #region all
struct Probe<'a>(&'a String);
impl Drop for Probe<'_> {
    fn drop(&mut self) {}
}
fn main() {
    {
        let text = String::from("short");
        let x = Probe(&text);
        drop(x);
    }
}
// #endregion
