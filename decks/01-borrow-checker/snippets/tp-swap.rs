//@ check-fail: E0502
#![crate_type = "lib"]

pub fn call(mut v: Vec<usize>) -> Vec<usize> {
    v.swap(0, v.len() - 1); //~ E0502
    v
}
