//@ check
//@ emit: coroutine dropped
//@ emit: coroutine scoped
#![crate_type = "lib"]
pub struct Page(pub [u8; 16]);
impl Drop for Page { fn drop(&mut self) {} }
pub fn read(_: &Page) {}
pub async fn tick() {}
// #region program
pub async fn dropped() {
    let page = Page([0; 16]);
    read(&page);
    drop(page);
    tick().await;
}
// #endregion program
pub async fn scoped() {
    { let page = Page([0; 16]);
      read(&page); }
    tick().await;
}
