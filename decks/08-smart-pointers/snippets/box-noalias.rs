//@ check
//@ flags: -O
//@ emit: asm boxed
//@ emit: asm raw
#![crate_type = "lib"]
// #region both
#[unsafe(no_mangle)]
fn boxed(mut x: Box<i32>, y: *mut i32)
    -> Box<i32> {
    *x = 1;
    unsafe { *y = 2 };
    *x += 1;
    x
}

#[unsafe(no_mangle)]
fn raw(x: *mut i32, y: *mut i32) -> *mut i32 {
    unsafe {
        *x = 1;
        *y = 2;
        *x += 1;
    }
    x
}
// #endregion
