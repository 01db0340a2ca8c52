//@ run
//@ trace
//@ crate: memtrace
// A function gets an exclusive borrow: its frame holds one address, the vector stays in main.
use memtrace::{ended, step, track};

fn add(v: &mut Vec<u16>) {
    let _frame = memtrace::frame("add");
    track!(v);
    step! { v.push(7); }
}

fn main() {
    step! { let mut list = vec![5_u16]; }
    track!(list);
    step! { add(&mut list); }
    step! { let first = &list[0]; }
    track!(first);
    step! { let word = "static"; }
    ended!(first);
    track!(word);
    memtrace::end();
    assert_eq!(list.len() + word.len(), 8);
}
