//@ run
//@ trace
//@ edition: 2021,2024
struct D(&'static str);
impl D {
    fn new(name: &'static str, line: u32) -> D {
        println!(r#"{{"ev":"make","name":"{name}","line":{line}}}"#);
        D(name)
    }
    fn len(&self) -> usize { self.0.len() }
}
impl Drop for D {
    fn drop(&mut self) { println!(r#"{{"ev":"drop","name":"{}"}}"#, self.0) }
}
macro_rules! make { ($name:literal) => { D::new($name, line!()) } }
macro_rules! mark { ($text:literal) => { println!(r#"{{"ev":"mark","text":"{}","line":{}}}"#, $text, line!()) } }

// #region tail
fn tail() -> usize {
    let _local = make!("local");
    make!("temp").len()
}

fn main() {
    tail();
    mark!("after the call");
}
// #endregion
