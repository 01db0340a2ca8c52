// A shared borrow while a two-phase borrow of the same place is reserved.
//@ check
#![crate_type = "lib"]

pub fn access(mut v: Vec<usize>) {
    // #region line
    v.push(v.len());
    // #endregion
}
