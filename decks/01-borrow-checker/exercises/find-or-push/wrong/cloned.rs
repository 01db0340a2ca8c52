// fails: E0277
// Searches in a clone, and needs `T: Clone`.
/// The first element for which `fits` holds, or else `make()`, pushed to the end.
pub fn find_or_push<T: Clone>(v: &mut Vec<T>, mut fits: impl FnMut(&T) -> bool, make: impl FnOnce() -> T) -> &mut T {
    for (at, element) in v.clone().iter().enumerate() {
        if fits(element) {
            return &mut v[at];
        }
    }
    v.push(make());
    v.last_mut().unwrap()
}

/// Elements `i` and `j`; `None` when they are the same one, or when there is no such element.
pub fn pair<T>(v: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    let [a, b] = v.get_disjoint_mut([i, j]).ok()?;
    Some((a, b))
}
