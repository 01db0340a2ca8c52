// An array's elements have move paths of their own, a slice's have none.
//@ check-fail: E0508
#![crate_type = "lib"]

pub fn first(s: Box<[String]>) -> String {
    // #region line
    match *s { //~ E0508
        [first, ..] => first,
        [] => String::new(),
    }
    // #endregion
}
