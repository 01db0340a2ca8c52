// A `Box` is the one pointer that can be moved out of.
//@ check
#![crate_type = "lib"]

pub fn parts(pair: Box<(String, String)>) -> String {
    // #region line
    drop(pair.0);
    pair.1
    // #endregion
}
