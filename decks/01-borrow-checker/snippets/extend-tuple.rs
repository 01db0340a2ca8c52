// The argument of a tuple struct's constructor is extended, since 1.89.
//@ check
#![crate_type = "lib"]

pub struct Line<'a>(pub &'a String);

pub fn len() -> usize {
    // #region line
    let line = Line(&String::new());
    line.0.len()
    // #endregion
}
