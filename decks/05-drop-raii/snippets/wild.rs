//@ run
//@ trace
#![allow(unused)]
struct D(&'static str);
impl D {
    fn new(name: &'static str, line: u32) -> D {
        println!(r#"{{"ev":"make","name":"{name}","line":{line}}}"#);
        D(name)
    }
}
impl Drop for D {
    fn drop(&mut self) { println!(r#"{{"ev":"drop","name":"{}"}}"#, self.0) }
}
macro_rules! make { ($name:literal) => { D::new($name, line!()) } }
macro_rules! mark { ($text:literal) => { println!(r#"{{"ev":"mark","text":"{}","line":{}}}"#, $text, line!()) } }

// #region wild
fn main() {
    let _ = make!("wild");
    let kept = make!("kept");
    let _ = kept;
    mark!("later");
    let mut x = make!("old");
    x = make!("new");
    mark!("end");
}
// #endregion
