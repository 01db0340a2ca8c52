//@ run
//@ trace
//@ edition: 2021,2024
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
impl D {
    fn get(&self) -> Option<u8> { None }
}
macro_rules! mark { ($text:literal) => { println!(r#"{{"ev":"mark","text":"{}","line":{}}}"#, $text, line!()) } }

// #region iflet
fn main() {
    if let Some(_) = make!("guard").get() {
        mark!("then");
    } else {
        mark!("else");
    }
    mark!("after");
}
// #endregion
