//@ check-fail: E0597
#![allow(dead_code)]
struct Probe<'a>(&'a str);
impl Drop for Probe<'_> {
    fn drop(&mut self) { println!("{}", self.0) }
}
struct Plain<'a>(&'a str);
trait Look {}
impl Look for Plain<'_> {}
// #region all
struct Report<'a> { part: Option<Probe<'a>> }
// #endregion
fn new(s: &str) -> Report<'_> { Report { part: Some(Probe(s)) } }
fn main() {
    let (_report, text);
    text = String::from("short");
    _report = new(&text); //~ E0597
}
