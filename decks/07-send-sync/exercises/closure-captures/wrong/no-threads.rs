// fails: the_threads_the_promise_and_the_edition_are_still_there
/// Fills the first half of `buffer` with `a` and the second half with `b`, on the thread of the caller.
pub fn fill(buffer: &mut [u8], a: u8, b: u8) {
    let (left, right) = buffer.split_at_mut(buffer.len() / 2);
    left.fill(a);
    right.fill(b);
}
