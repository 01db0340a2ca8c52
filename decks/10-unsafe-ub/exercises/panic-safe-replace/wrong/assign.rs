// fails: a_panic_drops_nothing_twice
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr;

/// `=` drops what the place held, and `f` has dropped it already.
pub fn replace_with<T>(slot: &mut T, f: impl FnOnce(T) -> T, fallback: impl FnOnce() -> T) {
    unsafe {
        let old = ptr::read(slot);
        match catch_unwind(AssertUnwindSafe(|| f(old))) {
            Ok(new) => ptr::write(slot, new),
            Err(panic) => {
                *slot = fallback();
                resume_unwind(panic)
            }
        }
    }
}
