/// The first element for which `fits` holds, or else `make()`, pushed to the end.
pub fn find_or_push<T>(v: &mut Vec<T>, mut fits: impl FnMut(&T) -> bool, make: impl FnOnce() -> T) -> &mut T {
    for element in v.iter_mut() {
        if fits(element) {
            return element;
        }
    }
    v.push(make());
    v.last_mut().unwrap()
}

/// Elements `i` and `j`; `None` when they are the same one, or when there is no such element.
pub fn pair<T>(v: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    if i == j || i.max(j) >= v.len() {
        return None;
    }
    Some((&mut v[i], &mut v[j]))
}
