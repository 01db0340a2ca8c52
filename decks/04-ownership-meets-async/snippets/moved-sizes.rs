//@ run
// The same two shapes with a page in place of the `Rc`: neither future has room for it.
struct Page([u8; 1024]);
impl Drop for Page { fn drop(&mut self) { std::hint::black_box(self.0[0]); } }
async fn tick() {}
// #region main
async fn late() {
    let x;
    x = Page([0; 1024]);
    drop(x); tick().await;
}
async fn in_parts() {
    let o = Some(Page([0; 1024]));
    match o { Some(x) => drop(x), None => {} }
    tick().await;
}
fn main() {
    println!("{} and {} bytes", size_of_val(&late()), size_of_val(&in_parts()));
}
// #endregion main
