// Two fields behind a `Box`: its dereference is built in, and the fields are two places.
//@ check
#![crate_type = "lib"]

pub struct Pair { pub a: String, pub b: String }

pub fn fields(mut s: Box<Pair>) -> usize {
    // #region line
    let a = &s.a;
    s.b.push('!');
    a.len()
    // #endregion
}
