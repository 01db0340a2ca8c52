//@ run-crash: 134
// The result of a thread is dropped because nobody joins, and its destructor panics.
use std::{thread, time::Duration};
struct Bomb;
impl Drop for Bomb {
    fn drop(&mut self) { panic!("in drop") }
}

// #region main
fn main() {
    let handle = thread::spawn(|| Bomb);
    while !handle.is_finished() { thread::sleep(Duration::from_millis(1)) }
    drop(handle);
    println!("not reached");
}
// #endregion
