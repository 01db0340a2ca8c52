//@ run
use std::cell::{Ref, RefCell};
// #region q
fn main() {
    let c = RefCell::new(5);
    let y = c.borrow();
    let z = Ref::clone(&y);
    drop(y);
    let free = c.try_borrow_mut().is_ok();
    println!("{free} {}", *z);
}
// #endregion
