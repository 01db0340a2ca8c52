// A struct contains its fields.
//@ check-fail: E0506
#![crate_type = "lib"]

pub struct S {
    pub a: u8,
    pub b: u8,
}

pub fn prefix(mut s: S) -> S {
    // #region line
    let r = &s.a;
    s = S { a: 1, b: 2 }; //~ E0506
    println!("{r}");
    // #endregion
    s
}
