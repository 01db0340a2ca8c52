//@ check-fail: E0521
#![crate_type = "lib"]
pub fn keep(v: &mut Vec<&'static str>, s: &str) {
    v.push(s); //~ E0521
}
