//@ run
// Initialisation that asks for itself: the inner call fills the cell, and the outer one panics.
use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

fn main() {
    let cell = OnceCell::new();
    let outer = catch_unwind(AssertUnwindSafe(|| {
        cell.get_or_init(|| {
            cell.get_or_init(|| 1);
            2
        });
    }));
    println!("panicked {}, {:?}", outer.is_err(), cell.get());
}
