// fails: lends_two_at_once_in_the_order_asked_for
// Forgets which index was asked for first.
/// The first element for which `fits` holds, or else `make()`, pushed to the end.
pub fn find_or_push<T>(v: &mut Vec<T>, fits: impl FnMut(&T) -> bool, make: impl FnOnce() -> T) -> &mut T {
    let at = v.iter().position(fits).unwrap_or_else(|| {
        v.push(make());
        v.len() - 1
    });
    &mut v[at]
}

/// Elements `i` and `j`; `None` when they are the same one, or when there is no such element.
pub fn pair<T>(v: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    if i == j {
        return None;
    }
    let [a, b] = v.get_disjoint_mut([i.min(j), i.max(j)]).ok()?;
    Some((a, b))
}
