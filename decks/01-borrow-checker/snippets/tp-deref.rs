// The argument is converted by `DerefMut`.
//@ check-fail: E0502
#![crate_type = "lib"]

fn set(_s: &mut str, _n: usize) {}

pub fn call(a: &mut String) {
    set(a, a.len()); //~ E0502
}
