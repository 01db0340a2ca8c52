// An exclusive borrow while a two-phase borrow of the same place is reserved.
//@ check-fail: E0499
#![crate_type = "lib"]

pub fn access(mut v: Vec<usize>) {
    // #region line
    v.push({
        v.push(2); //~ E0499
        1
    });
    // #endregion
}
