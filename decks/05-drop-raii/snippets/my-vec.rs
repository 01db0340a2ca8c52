//@ check-fail: E0597
#![allow(dead_code)]
// #region all
struct MyVec<T>(*mut T);
impl<T> Drop for MyVec<T> {
    fn drop(&mut self) { /* drops each T */ }
}
// #endregion
impl<T> MyVec<T> {
    fn of(value: T) -> Self { drop(value); MyVec(std::ptr::null_mut()) }
}
// #region main
fn main() {
    let (_v, s);
    s = String::from("short");
    _v = MyVec::of(&s); //~ E0597
}
// #endregion
