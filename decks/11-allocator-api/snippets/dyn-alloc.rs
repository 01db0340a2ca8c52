//@ run
//@ toolchain: next
// One function for vectors from any allocator, without a parameter: the handle is a fat pointer, and each call is indirect.
use std::alloc::{Allocator, Global, System};

fn send(body: &Vec<u8, &dyn Allocator>) -> usize {
    body.len()
}

fn main() {
    let a: Vec<u8, &dyn Allocator> = Vec::new_in(&System);
    let mut b: Vec<u8, &dyn Allocator> = Vec::new_in(&Global);
    b.push(7);
    println!("{} {} {}", send(&a), send(&b), size_of_val(&a));
}
