// fails: asks_each_element_once_at_most
// Goes on asking after the first that fits.
/// The first element for which `fits` holds, or else `make()`, pushed to the end.
pub fn find_or_push<T>(v: &mut Vec<T>, mut fits: impl FnMut(&T) -> bool, make: impl FnOnce() -> T) -> &mut T {
    let fitting: Vec<usize> = (0..v.len()).filter(|&i| fits(&v[i])).collect();
    let at = fitting.first().copied().unwrap_or_else(|| {
        v.push(make());
        v.len() - 1
    });
    &mut v[at]
}

/// Elements `i` and `j`; `None` when they are the same one, or when there is no such element.
pub fn pair<T>(v: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    let [a, b] = v.get_disjoint_mut([i, j]).ok()?;
    Some((a, b))
}
