//@ check-fail: E0277
// A shared reference with interior mutability crosses: Send of `&Cell`, which is Sync of `Cell`.
use std::{cell::Cell, thread};
fn main() {
    // #region all
    let c = Cell::new(1);
    thread::scope(|s| {
        s.spawn(|| c.set(2));
        c.set(3);
    });
    // #endregion
}
