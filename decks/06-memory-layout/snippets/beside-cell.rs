//@ run
// A cell hides the niche of its content; the niche of a field beside the cell remains.
#![allow(dead_code)]
use std::cell::{Cell, RefCell};

// #region all
struct Flagged { cell: Cell<u8>, live: bool }

fn main() {
    println!("{} {}", size_of::<Flagged>(), size_of::<Option<Flagged>>());
    println!("{} {}", size_of::<RefCell<Box<u8>>>(), size_of::<Option<RefCell<Box<u8>>>>());
}
// #endregion
