//@ check-fail: E0596
#![crate_type = "lib"]

pub fn grow() {
    // #region line
    let v = Vec::new();
    v.push(1); //~ E0596
    // #endregion
}
