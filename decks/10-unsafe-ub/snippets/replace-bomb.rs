//@ run-crash: 134
// The same, sound: if `f` unwinds, the process ends before anybody can see the duplicate.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{mem, process, ptr};

struct Bomb;
impl Drop for Bomb { fn drop(&mut self) { process::abort() } }

// #region all
fn replace_with<T>(
    slot: &mut T, f: impl FnOnce(T) -> T,
) {
    let bomb = Bomb; // aborts when dropped
    // SAFETY: a panic aborts, so nobody sees the
    // place between the read and the write
    unsafe {
        let new = f(ptr::read(slot));
        ptr::write(slot, new);
    }
    mem::forget(bomb);
}
// #endregion

struct Loud(&'static str);
impl Drop for Loud { fn drop(&mut self) { println!("drop {}", self.0) } }

fn main() {
    std::panic::set_hook(Box::new(|_| println!("panic")));
    let mut a = Loud("a");
    let _ = catch_unwind(AssertUnwindSafe(|| replace_with(&mut a, |_old| panic!())));
    println!("back in main");
}
