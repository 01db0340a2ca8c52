//@ run
// A method takes the whole of `self`, so the closure captures the whole wrapper.
use std::thread;
struct P(*mut u8);
// SAFETY: one thread at a time uses a `P`.
unsafe impl Send for P {}
// #region fix
impl P {
    fn get(&self) -> *mut u8 { self.0 }
}

fn main() {
    let mut x = 7;
    let p = P(&raw mut x);
    thread::scope(|s| {
        s.spawn(move || unsafe { *p.get() = 9 });
    });
    println!("{x}");
}
// #endregion
