// Two fields behind a `MutexGuard`: each dereference is a call that borrows the guard.
//@ check-fail: E0502
#![crate_type = "lib"]
use std::sync::MutexGuard;

pub struct Pair { pub a: String, pub b: String }

pub fn fields(mut s: MutexGuard<Pair>) -> usize {
    // #region line
    let a = &s.a;
    s.b.push('!'); //~ E0502
    a.len()
    // #endregion
}
