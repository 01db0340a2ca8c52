// fails: nothing_is_leaked
use std::ptr;

/// While it is armed, `*slot` has no owner: its destructor puts the fallback there.
struct Guard<'a, T, G: FnOnce() -> T> {
    slot: &'a mut T,
    fallback: Option<G>,
}

impl<T, G: FnOnce() -> T> Drop for Guard<'_, T, G> {
    fn drop(&mut self) {
        if let Some(fallback) = self.fallback.take() {
            let value = fallback();
            // SAFETY: armed, so the old value was moved out of `slot`: `write` overwrites bytes that nobody owns.
            unsafe { ptr::write(self.slot, value) }
        }
    }
}

/// A guard that is forgotten drops nothing: not its destructor's work, and not the closure in it.
/// Replaces `*slot` by `f(*slot)`. If `f` panics, `*slot` becomes `fallback()`.
pub fn replace_with<T>(slot: &mut T, f: impl FnOnce(T) -> T, fallback: impl FnOnce() -> T) {
    let mut guard = Guard { slot, fallback: Some(fallback) };
    // SAFETY: `slot` is valid, and the value has one owner: it moves into `f`, and the place gets another value
    // on each way out: the result below, or the fallback in the guard's destructor. If `fallback` panics there,
    // a panic is under way already, and the process aborts before anybody can look at the place.
    unsafe {
        let new = f(ptr::read(guard.slot));
        ptr::write(guard.slot, new);
    }
    std::mem::forget(guard);
}
