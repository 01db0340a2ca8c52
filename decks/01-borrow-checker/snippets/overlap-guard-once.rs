// `overlap-guard`, dereferenced once.
//@ check
#![crate_type = "lib"]
use std::sync::MutexGuard;

pub struct Pair { pub a: String, pub b: String }

pub fn fields(mut s: MutexGuard<Pair>) -> usize {
    // #region line
    let s = &mut *s;
    let a = &s.a;
    s.b.push('!');
    a.len()
    // #endregion
}
