//@ check-fail: E0277
//@ bootstrap
// An auto trait of our own, with the same machinery.
#![feature(auto_traits, negative_impls)]
#![allow(dead_code)]
// #region all
auto trait Pure {}
struct Io;
impl !Pure for Io {}

struct Report { lines: Vec<String>, at: (u8, f64) }
struct Printer { report: Report, out: Option<Io> }

fn need<T: Pure>() {}
fn main() {
    need::<Report>();
    need::<Printer>(); //~ E0277
}
// #endregion
