// A move while a two-phase borrow of the same place is reserved.
//@ check-fail: E0505
#![crate_type = "lib"]

pub fn access(mut v: Vec<usize>) {
    // #region line
    v.push({
        drop(v); //~ E0505
        1
    });
    // #endregion
}
