//@ run
// `split_at_mut` with the wrong length for its first half: the two windows overlap.
use std::slice::from_raw_parts_mut;

fn main() {
    // #region shown
    let mut array = [1u8, 2, 3, 4];
    let p = array.as_mut_ptr();
    unsafe {
        let a = from_raw_parts_mut(p, 3);
        let b = from_raw_parts_mut(p.add(2), 2);
        a[0] = 5;
        b[0] = 6;
        a[2] = 7;
    }
    // #endregion
}
