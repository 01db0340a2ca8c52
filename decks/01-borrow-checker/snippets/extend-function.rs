// `extend-tuple`, with a function of the same signature in place of the constructor.
//@ check-fail: E0716
#![crate_type = "lib"]

pub struct Line<'a>(pub &'a String);

pub fn line(s: &String) -> Line<'_> {
    Line(s)
}

pub fn len() -> usize {
    // #region line
    let line = line(&String::new()); //~ E0716
    line.0.len()
    // #endregion
}
