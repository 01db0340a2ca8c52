// fails: a_panic_of_both_ends_the_process
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr;

/// Between the panic of `f` and the write the place has no owner, and `fallback` may panic just then.
pub fn replace_with<T>(slot: &mut T, f: impl FnOnce(T) -> T, fallback: impl FnOnce() -> T) {
    unsafe {
        let old = ptr::read(slot);
        match catch_unwind(AssertUnwindSafe(|| f(old))) {
            Ok(new) => ptr::write(slot, new),
            Err(panic) => {
                ptr::write(slot, fallback());
                resume_unwind(panic)
            }
        }
    }
}
