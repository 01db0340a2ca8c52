//@ check-fail: E0658 E0658 E0658 E0658 E0658 E0658 E0658 E0658
//@ toolchain: next
// What Rust 1.100 leaves behind a gate: `allocator_ext`, and `try_with_capacity` for the last line.
use std::alloc::System;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

fn main() {
    let _ = Rc::new_in(1, System); //~ E0658
    let _ = Arc::new_in(1, System); //~ E0658
    let _ = VecDeque::<u8, _>::new_in(System); //~ E0658
    let _ = Box::pin_in(1, System); //~ E0658
    let _ = Box::try_new(1); //~ E0658
    let mut v: Vec<u8, System> = Vec::new_in(System);
    v.push(1);
    v.drain(..); //~ E0658
    let _ = Vec::<u8>::try_with_capacity(4); //~ E0658
}
