// A struct or tuple cannot be initialised field by field.
//@ check-fail: E0381
#![crate_type = "lib"]

pub fn pair() -> (String, String) {
    // #region line
    let mut pair: (String, String);
    pair.0 = String::new(); //~ E0381
    pair.1 = String::new();
    pair
    // #endregion
}
