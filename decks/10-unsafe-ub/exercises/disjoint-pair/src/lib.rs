/// Two different elements of `xs`, or `None`.
pub fn pair<T>(xs: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    if i >= xs.len() || j >= xs.len() {
        return None;
    }
    let p = xs.as_mut_ptr();
    // SAFETY: both indices are in bounds.
    unsafe { Some((&mut *p.add(i), &mut *p.add(j))) }
}

/// The same without `unsafe`.
pub fn pair_safe<T>(xs: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    pair(xs, i, j)
}
