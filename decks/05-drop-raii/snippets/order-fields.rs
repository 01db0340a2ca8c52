//@ run
//@ variant-of: order
//@ label: y declared first
//@ trace
#![allow(dead_code)]
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

// #region order
struct Pair { y: D, x: D }

fn main() {
    let _a = make!("a");
    let _pair = Pair {
        y: make!("pair.y"),
        x: make!("pair.x"),
    };
    let _b = make!("b");
    mark!("end of main");
}
// #endregion
