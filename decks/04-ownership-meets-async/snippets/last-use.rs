//@ run
struct Page([u8; 1024]); // no destructor
fn read(p: &Page) { std::hint::black_box(p.0[0]); }
async fn tick() {}
// #region main
async fn last_use() {
    let p = Page([0; 1024]);
    read(&p); // the last use
    tick().await;
}
fn main() { println!("{} bytes", size_of_val(&last_use())); }
// #endregion main
