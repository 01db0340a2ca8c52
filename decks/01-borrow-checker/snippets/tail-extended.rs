// A tail expression that borrows from a temporary: accepted in 2021, where the temporary lives on.
//@ check-fail: E0716
#![crate_type = "lib"]

pub fn len() -> usize {
    let n = { &String::from("1234") }.len(); //~ E0716
    n
}
