// The argument is converted from an array to a slice.
//@ check-fail: E0502
#![crate_type = "lib"]

fn set(s: &mut [usize], n: usize) {
    s[0] = n;
}

pub fn call(a: &mut [usize; 2]) {
    set(a, a.len()); //~ E0502
}
