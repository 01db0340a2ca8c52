//@ check-fail: E0515
#![crate_type = "lib"]
pub fn name() -> &'static str {
    let s = String::new();
    &s //~ E0515
}
