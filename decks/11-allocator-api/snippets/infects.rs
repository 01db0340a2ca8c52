//@ check-fail: E0308
//@ bootstrap
#![feature(allocator_api)]
// #region main
use std::alloc::System;

fn send(body: Vec<u8>) -> usize { body.len() }

fn main() {
    let body: Vec<u8, System> = Vec::new_in(System);
    send(body); //~ E0308
}
// #endregion
