//@ check
#![crate_type = "lib"]

pub fn call(v: &mut [Vec<usize>]) {
    v[0].push(v.len());
}
