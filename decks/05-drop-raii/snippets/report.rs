//@ check-fail: E0597
#![allow(dead_code)]
use std::mem::ManuallyDrop;
struct Probe<'a>(&'a str);
impl Drop for Probe<'_> {
    fn drop(&mut self) { println!("{}", self.0) }
}
struct Plain<'a>(&'a str);
// #region all
struct Report<'a> {
    title: &'a str,
    lines: Vec<&'a str>,
    plain: Box<Plain<'a>>,
    kept: ManuallyDrop<Probe<'a>>,
    probes: Vec<Probe<'a>>,
}
// #endregion
fn new(s: &str) -> Report<'_> {
    Report { title: s, lines: vec![s], plain: Box::new(Plain(s)), kept: ManuallyDrop::new(Probe(s)), probes: vec![Probe(s)] }
}
fn main() {
    let (_report, text);
    text = String::from("short");
    _report = new(&text); //~ E0597
}
