//@ run
//@ trace
struct Page([u8; 1024]);
impl Drop for Page { fn drop(&mut self) {} }
fn read(p: &Page) { std::hint::black_box(p.0[0]); }
async fn tick() {}
// #region fns
async fn moved() { let p = Page([0; 1024]); drop(p); tick().await; }
async fn borrowed() { let p = Page([0; 1024]); read(&p); drop(p); tick().await; }
async fn scoped() { { let p = Page([0; 1024]); read(&p); } tick().await; }
// #endregion fns
fn say(name: &str, value: usize) { println!("{{\"ev\":\"measure\",\"name\":\"{name}\",\"value\":{value},\"unit\":\"bytes\"}}") }
fn main() {
    say("never borrowed, drop()", size_of_val(&moved()));
    say("borrowed, in a block", size_of_val(&scoped()));
    say("borrowed, then drop()", size_of_val(&borrowed()));
}
