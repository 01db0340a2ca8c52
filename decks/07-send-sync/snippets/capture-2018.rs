//@ run
//@ edition: 2018
//@ miri: ok
// The same in edition 2018: the closure captures the whole variable.
use std::thread;
struct P(*mut u8);
unsafe impl Send for P {}

fn main() {
    let mut x = 7;
    let p = P(&raw mut x);
    let run = move || unsafe { *p.0 = 9 };
    thread::scope(|s| { s.spawn(run); });
    println!("{x}");
}
