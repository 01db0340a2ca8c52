//@ run-fail: 101
//@ trace
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
macro_rules! fail { () => {{ println!(r#"{{"ev":"panic","line":{}}}"#, line!()); panic!() }} }

// #region unwind
fn main() {
    let _x = make!("x");
    let _row = [
        make!("e0"),
        make!("e1"),
        fail!(),
    ];
}
// #endregion
