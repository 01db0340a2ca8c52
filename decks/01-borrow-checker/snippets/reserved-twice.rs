// A second reservation that is never activated while a two-phase borrow of the same place is reserved.
//@ check-fail: E0499
#![crate_type = "lib"]

pub fn access(mut v: Vec<usize>) {
    // #region line
    v.push('inner: {
        v.push(break 'inner 1); //~ E0499
        2
    });
    // #endregion
}
