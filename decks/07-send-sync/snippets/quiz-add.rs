//@ check-fail: E0308
// #region q
fn main() {
    let f: Box<dyn FnOnce()> = Box::new(|| ());
    let _g: Box<dyn FnOnce() + Send> = f; //~ E0308
}
// #endregion
