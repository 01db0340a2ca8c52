//@ run
use std::panic::{catch_unwind, set_hook};
// #region all
struct A;
impl Drop for A {
    fn drop(&mut self) {
        let inner = catch_unwind(|| panic!("inner"));
        println!("inner caught {}", inner.is_err());
    }
}
// #endregion
fn main() {
    set_hook(Box::new(|_| {}));
    let outer = catch_unwind(|| {
        let _a = A;
        panic!("outer")
    });
    println!("outer caught {}", outer.is_err());
}
