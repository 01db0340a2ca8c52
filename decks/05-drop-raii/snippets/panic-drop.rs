//@ run
#![allow(dead_code)]
use std::panic::{catch_unwind, set_hook};
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) { print!("{} ", self.0) }
}
struct Boom(&'static str);
impl Drop for Boom {
    fn drop(&mut self) { print!("{}! ", self.0); panic!() }
}
// #region all
struct S { a: D, b: Boom, c: D }
fn scope() {
    let _x = D("x");
    let _s = S {
        a: D("a"),
        b: Boom("b"),
        c: D("c"),
    };
}
// #endregion
fn main() {
    set_hook(Box::new(|_| {}));
    println!("panicked: {}", catch_unwind(scope).is_err());
}
