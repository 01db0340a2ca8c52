//@ run
//@ miri: ub
//@ emit: witness
// As in Miri's tests/fail/both_borrows/buggy_split_at_mut.rs: the first length is wrong, and the slices overlap.
use std::slice::from_raw_parts_mut;

// #region split
fn split_at_mut<T>(s: &mut [T], mid: usize) -> (&mut [T], &mut [T]) {
    let (p, len) = (s.as_mut_ptr(), s.len());
    assert!(mid <= len);
    // SAFETY: no: the first slice should have `mid` elements
    unsafe { (from_raw_parts_mut(p, len - mid), from_raw_parts_mut(p.add(mid), len - mid)) }
}
// #endregion

fn main() {
    // #region main
    let mut array = [1, 2, 3, 4];
    let (a, b) = split_at_mut(&mut array, 0);
    a[1] = 5;
    b[1] = 6;
    // #endregion
}
