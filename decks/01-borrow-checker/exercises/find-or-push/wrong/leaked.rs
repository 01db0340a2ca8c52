// fails: pushes_when_nothing_fits
// A leaked box lends for as long as anybody likes, and is not in the vector.
/// The first element for which `fits` holds, or else `make()`, pushed to the end.
pub fn find_or_push<T>(v: &mut Vec<T>, mut fits: impl FnMut(&T) -> bool, make: impl FnOnce() -> T) -> &mut T {
    let found = match v.iter().position(&mut fits) {
        Some(at) => v.remove(at),
        None => make(),
    };
    Box::leak(Box::new(found))
}

/// Elements `i` and `j`; `None` when they are the same one, or when there is no such element.
pub fn pair<T>(v: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    let [a, b] = v.get_disjoint_mut([i, j]).ok()?;
    Some((a, b))
}
