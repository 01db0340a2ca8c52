//@ check
//@ flags: -O
//@ emit: asm add_one
#![crate_type = "lib"]
use std::cell::RefCell;
// A guard that does not leave the function: what is left of the flag is one comparison.
#[unsafe(no_mangle)]
pub fn add_one(x: &RefCell<i32>) {
    *x.borrow_mut() += 1;
}
