// `signature-push`, with the push before the borrow.
//@ check
#![crate_type = "lib"]

// #region program
pub fn last(v: &mut Vec<i32>) -> &i32 {
    v.push(1);
    let r = &v[0];
    r
}
// #endregion program
