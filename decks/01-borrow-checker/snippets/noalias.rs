//@ check
//@ flags: -O
//@ emit: asm twice
//@ emit: asm raw
//@ emit: llvm-ir twice
#![crate_type = "lib"]

// #region both
#[unsafe(no_mangle)]
pub fn twice(a: &mut i32, b: &i32) {
    *a += *b;
    *a += *b;
}

#[unsafe(no_mangle)]
unsafe fn raw(a: *mut i32, b: *const i32) {
    unsafe {
        *a += *b;
        *a += *b;
    }
}
// #endregion
