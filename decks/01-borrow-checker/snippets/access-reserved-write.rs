// An assignment while a two-phase borrow of the same place is reserved.
//@ check-fail: E0506
#![crate_type = "lib"]

pub fn access(mut v: Vec<usize>) {
    // #region line
    v.push({
        v = vec![]; //~ E0506
        1
    });
    // #endregion
}
