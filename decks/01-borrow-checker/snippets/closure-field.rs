//@ check
//@ history: by edition
#![crate_type = "lib"]

pub struct S {
    pub a: String,
    pub b: String,
}

// #region program
pub fn lengths(mut s: S) -> usize {
    let len = || s.a.len();
    s.b.push('!');
    len()
}
// #endregion
