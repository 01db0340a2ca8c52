//@ run
use std::slice::from_raw_parts_mut;

// #region all
pub fn halves(s: &mut [u8], mid: usize)
    -> (&mut [u8], &mut [u8])
{
    let (p, len) = (s.as_mut_ptr(), s.len());
    assert!(mid <= len);
    // SAFETY: see the four lines on the right
    unsafe {(
        from_raw_parts_mut(p, mid),
        from_raw_parts_mut(p.add(mid), len - mid),
    )}
}
// #endregion

fn main() {
    let mut xs = [1, 2, 3, 4, 5];
    let (a, b) = halves(&mut xs, 2);
    std::mem::swap(&mut a[0], &mut b[2]);
    println!("{xs:?}");
}
