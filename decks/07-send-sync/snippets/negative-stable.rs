//@ check-fail: E0658
// A negative impl is not stable.
#![allow(dead_code)]
struct S;
impl !Send for S {} //~ E0658
fn main() {}
