//@ run
//@ output: discard
//@ emit: witness
// A promise that is not kept: safe code below it races.
use std::{cell::Cell, thread};
// #region all
struct Racy(Cell<u32>);
unsafe impl Sync for Racy {} // the lie

static N: Racy = Racy(Cell::new(0));

fn main() {
    let work = || for _ in 0..1_000_000 { N.0.set(N.0.get() + 1) };
    let two = [thread::spawn(work), thread::spawn(work)];
    two.map(|t| t.join().unwrap());
    println!("{}", N.0.get());
}
// #endregion
