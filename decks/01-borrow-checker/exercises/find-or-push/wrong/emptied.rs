// fails: moves_no_element_to_another_buffer
// Moves every element out and into a new vector.
/// The first element for which `fits` holds, or else `make()`, pushed to the end.
pub fn find_or_push<T>(v: &mut Vec<T>, mut fits: impl FnMut(&T) -> bool, make: impl FnOnce() -> T) -> &mut T {
    let (mut found, mut all) = (None, vec![]);
    for element in v.drain(..) {
        if found.is_none() && fits(&element) {
            found = Some(all.len());
        }
        all.push(element);
    }
    *v = all;
    let at = found.unwrap_or(v.len());
    if at == v.len() {
        v.push(make());
    }
    &mut v[at]
}

/// Elements `i` and `j`; `None` when they are the same one, or when there is no such element.
pub fn pair<T>(v: &mut [T], i: usize, j: usize) -> Option<(&mut T, &mut T)> {
    let [a, b] = v.get_disjoint_mut([i, j]).ok()?;
    Some((a, b))
}
