//@ check
#![allow(dead_code)]
use std::mem::ManuallyDrop;
struct Probe<'a>(&'a str);
impl Drop for Probe<'_> {
    fn drop(&mut self) { println!("{}", self.0) }
}
struct Plain<'a>(&'a str);
trait Look {}
impl Look for Plain<'_> {}
// #region all
struct Report<'a> { part: ManuallyDrop<Probe<'a>> }
// #endregion
fn new(s: &str) -> Report<'_> { Report { part: ManuallyDrop::new(Probe(s)) } }
fn main() {
    let (_report, text);
    text = String::from("short");
    _report = new(&text);
}
