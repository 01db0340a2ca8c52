//@ check
//@ bootstrap
//@ miri: ok
#![feature(dropck_eyepatch)]
#![allow(dead_code)]
use std::marker::PhantomData;
// #region all
struct MyVec<T>(*mut T, PhantomData<T>);
unsafe impl<#[may_dangle] T> Drop for MyVec<T> {
    fn drop(&mut self) { /* drops each T */ }
}
// #endregion
impl<T> MyVec<T> {
    fn of(value: T) -> Self { drop(value); MyVec(std::ptr::null_mut(), PhantomData) }
}
fn main() {
    let (_v, s);
    s = String::from("short");
    _v = MyVec::of(&s);
}
