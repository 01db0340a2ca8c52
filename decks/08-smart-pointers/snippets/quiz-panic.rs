//@ run
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
// #region q
fn main() {
    let c = RefCell::new(1);
    let result = catch_unwind(AssertUnwindSafe(|| {
        let mut guard = c.borrow_mut();
        *guard = 2;
        panic!("while borrowed");
    }));
    println!("{} {:?}", result.is_err(), c.try_borrow());
}
// #endregion
