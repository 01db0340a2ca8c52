//@ run
//@ trace
struct D(&'static str);
impl D {
    fn new(name: &'static str, line: u32) -> D { say("make", name, line); D(name) }
}
impl Drop for D {
    fn drop(&mut self) { println!(r#"{{"ev":"drop","name":"{}"}}"#, self.0) }
}
fn say(ev: &str, name: &str, line: u32) { println!(r#"{{"ev":"{ev}","name":"{name}","line":{line}}}"#) }
macro_rules! make { ($name:literal) => { D::new($name, line!()) } }
macro_rules! moved { ($name:ident) => {{ say("move", stringify!($name), line!()); $name }} }
macro_rules! mark { ($text:literal) => { println!(r#"{{"ev":"mark","text":"{}","line":{}}}"#, $text, line!()) } }

// #region order
fn main() {
    let a = make!("a");
    let _b = make!("b");
    let _ = make!("wild");
    std::mem::forget(moved!(a));
    let _c = make!("c");
    mark!("end of main");
}
// #endregion
