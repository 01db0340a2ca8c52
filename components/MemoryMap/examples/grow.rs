//@ run
//@ trace
//@ crate: memtrace
// A vector that is full needs another block when it grows: a raw pointer into the old one dangles.
use memtrace::{step, track};

fn main() {
    step! { let mut v = Vec::with_capacity(2); }
    track!(v);
    step! { v.push(10_i32); }
    step! { v.push(20); }
    step! { let p = &raw const v[0]; }
    track!(p);
    step! { v.push(30); }
    memtrace::end();
}
