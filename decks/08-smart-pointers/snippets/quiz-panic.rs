//@ run
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
// #region q
fn main() {
    let c = RefCell::new(1);
    let work = AssertUnwindSafe(|| {
        let mut guard = c.borrow_mut();
        *guard = 2;
        panic!("while borrowed");
    });
    let caught = catch_unwind(work).is_err();
    println!("{caught} {:?}", c.try_borrow());
}
// #endregion
