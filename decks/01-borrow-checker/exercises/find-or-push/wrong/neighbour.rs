// fails: refuses_one_element_twice_and_elements_that_are_not_there
// Gives the next element in place of the same one.
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
    let [a, b] = v.get_disjoint_mut([i, if i == j { j + 1 } else { j }]).ok()?;
    Some((a, b))
}
