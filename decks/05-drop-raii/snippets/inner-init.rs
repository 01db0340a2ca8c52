//@ check
struct Probe<'a>(&'a String);
impl Drop for Probe<'_> {
    fn drop(&mut self) {}
}
// #region all
fn main() {
    {
        let text = String::from("short");
        let x = Probe(&text);
        drop(x);
        drop(text);
    }
}
// #endregion
