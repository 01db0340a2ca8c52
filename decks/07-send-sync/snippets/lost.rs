//@ run
//@ emit: witness
// No data race, and still the wrong number: both threads load before either stores.
use std::{sync::atomic::{AtomicU32, Ordering::SeqCst}, thread};
// #region all
static N: AtomicU32 = AtomicU32::new(0);
static HERE: AtomicU32 = AtomicU32::new(0);

fn add_one() {
    let seen = N.load(SeqCst);
    HERE.fetch_add(1, SeqCst);
    while HERE.load(SeqCst) < 2 {} // both have loaded
    N.store(seen + 1, SeqCst);
}
fn main() {
    let two = [thread::spawn(add_one), thread::spawn(add_one)];
    two.map(|t| t.join().unwrap());
    println!("{} of 2", N.load(SeqCst));
}
// #endregion
