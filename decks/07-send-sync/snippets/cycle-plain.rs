//@ check-fail: E0275
// The same question about an ordinary trait does not end.
#![allow(dead_code)]
struct List { v: u8, next: Option<Box<List>> }
// #region all
trait Deep {}
impl Deep for u8 {}
impl<T: Deep> Deep for Option<T> {}
impl<T: Deep> Deep for Box<T> {}
impl Deep for List
where u8: Deep, Option<Box<List>>: Deep {} //~ E0275

fn need<T: Deep>() {}
fn main() { need::<List>(); }
// #endregion
