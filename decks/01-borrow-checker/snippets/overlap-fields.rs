// Two fields of a struct are disjoint places.
//@ check
#![crate_type = "lib"]

pub struct S {
    pub a: String,
    pub b: String,
}

pub fn disjoint(mut s: S) {
    // #region line
    let r = &s.a;
    s.b.push('!');
    println!("{r}");
    // #endregion
}
