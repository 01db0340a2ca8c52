// An `unsafe` block changes nothing about the loans of references.
//@ check-fail: E0502
#![crate_type = "lib"]
#![allow(unused_unsafe)]

pub fn f(mut x: u32) -> u32 {
    // #region line
    unsafe {
        let r = &mut x;
        println!("{x}"); //~ E0502
        *r += 1;
    }
    // #endregion
    x
}
