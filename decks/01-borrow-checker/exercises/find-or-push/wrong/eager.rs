// fails: finds_the_first_that_fits
// Makes the new element before it is needed.
/// The first element for which `fits` holds, or else `make()`, pushed to the end.
pub fn find_or_push<T>(v: &mut Vec<T>, mut fits: impl FnMut(&T) -> bool, make: impl FnOnce() -> T) -> &mut T {
    let new = make();
    let at = v.iter().position(&mut fits).unwrap_or_else(|| {
        v.push(new);
        v.len() - 1
    });
    &mut v[at]
}

/// Elements `i` and `j`; `None` when they are the same one, or when there is no such element.
pub fn pair<T>(v: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    let [a, b] = v.get_disjoint_mut([i, j]).ok()?;
    Some((a, b))
}
