//@ check-fail: E0597
//@ bootstrap
#![feature(dropck_eyepatch)]
#![allow(dead_code)]
use std::marker::PhantomData;
struct Probe<'a>(&'a str);
impl Drop for Probe<'_> {
    fn drop(&mut self) { println!("{}", self.0) }
}
struct MyVec<T>(*mut T, PhantomData<T>);
unsafe impl<#[may_dangle] T> Drop for MyVec<T> {
    fn drop(&mut self) {}
}
impl<T> MyVec<T> {
    fn of(value: T) -> Self { drop(value); MyVec(std::ptr::null_mut(), PhantomData) }
}
fn main() {
    let (_v, s);
    s = String::from("short");
    _v = MyVec::of(Probe(&s)); //~ E0597
}
