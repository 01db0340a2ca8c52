// fails: unsafe_code
// Goes around the checker.
/// The first element for which `fits` holds, or else `make()`, pushed to the end.
pub fn find_or_push<T>(v: &mut Vec<T>, mut fits: impl FnMut(&T) -> bool, make: impl FnOnce() -> T) -> &mut T {
    let all: *mut Vec<T> = v;
    if let Some(element) = v.iter_mut().find(|element| fits(element)) {
        return element;
    }
    unsafe {
        (*all).push(make());
        (*all).last_mut().unwrap()
    }
}

/// Elements `i` and `j`; `None` when they are the same one, or when there is no such element.
pub fn pair<T>(v: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    let [a, b] = v.get_disjoint_mut([i, j]).ok()?;
    Some((a, b))
}
