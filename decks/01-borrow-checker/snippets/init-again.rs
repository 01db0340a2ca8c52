// A field that was moved out can be assigned again, and then the whole is initialised.
//@ check
#![crate_type = "lib"]

pub fn again(mut pair: (String, String)) -> (String, String) {
    // #region line
    drop(pair.0);
    pair.0 = String::new();
    pair
    // #endregion
}
