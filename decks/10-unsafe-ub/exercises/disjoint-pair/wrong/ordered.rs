// fails: writes_through_both
/// The smaller index first, whatever was asked for.
pub fn pair<T>(xs: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    pair_safe(xs, i, j)
}

pub fn pair_safe<T>(xs: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    let [a, b] = xs.get_disjoint_mut([i.min(j), i.max(j)]).ok()?;
    Some((a, b))
}
