//@ check-fail: E0502
#![crate_type = "lib"]
// #region q
pub fn last_first(v: &mut Vec<usize>) -> usize {
    let end = v.last();
    v.push(v.len()); //~ E0502
    *end.unwrap()
}
// #endregion
