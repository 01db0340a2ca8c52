//@ check-fail: E0502
#![crate_type = "lib"]

pub fn call(mut a: [usize; 2]) -> [usize; 2] {
    a.fill(a.len()); //~ E0502
    a
}
