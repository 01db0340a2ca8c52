// fails: a_panic_drops_nothing_twice
use std::{mem, process, ptr};

struct Bomb;
impl Drop for Bomb {
    fn drop(&mut self) {
        process::abort()
    }
}

/// Sound, but the panic does not go on to the caller.
pub fn replace_with<T>(slot: &mut T, f: impl FnOnce(T) -> T, fallback: impl FnOnce() -> T) {
    let _ = fallback;
    let bomb = Bomb;
    unsafe { ptr::write(slot, f(ptr::read(slot))) }
    mem::forget(bomb);
}
