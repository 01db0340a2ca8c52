//@ run
//@ miri: ok
// Two threads hold a `&u32` from one guard at the same time: the barriers enclose both reads.
use std::{sync::{Barrier, Mutex}, thread};
// #region all
fn main() {
    let lock = Mutex::new(41);
    let guard = lock.lock().unwrap();
    let both = Barrier::new(2);
    let read = || {
        let r: &u32 = &guard;
        both.wait(); // both threads have their `&u32`
        let v = *r;
        both.wait(); // neither has given it up
        v
    };
    let sum = thread::scope(|s| {
        let (a, b) = (s.spawn(read), s.spawn(read));
        a.join().unwrap() + b.join().unwrap()
    });
    println!("{sum}");
}
// #endregion
