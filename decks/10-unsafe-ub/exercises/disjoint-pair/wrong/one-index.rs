// fails: both_agree
pub fn pair<T>(xs: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    if (i, j) == (1, 1) || i >= xs.len() || j >= xs.len() {
        return None;
    }
    let p = xs.as_mut_ptr();
    // SAFETY: both indices are in bounds.
    unsafe { Some((&mut *p.add(i), &mut *p.add(j))) }
}

pub fn pair_safe<T>(xs: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    let [a, b] = xs.get_disjoint_mut([i, j]).ok()?;
    Some((a, b))
}
