// fails: the_fallback_is_not_made_without_need
/// Safe, but the fallback is made each time.
pub fn replace_with<T>(slot: &mut T, f: impl FnOnce(T) -> T, fallback: impl FnOnce() -> T) {
    let old = std::mem::replace(slot, fallback());
    *slot = f(old);
}
