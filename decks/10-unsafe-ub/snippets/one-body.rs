//@ run
//@ emit: witness
// The accesses of protector.rs without a function: Stacked Borrows reports the write through `p`, Tree Borrows the read of `*a` after it.
fn main() {
    let mut v = 0_u32;
    let x = &mut v;
    let p = x as *mut u32;
    let a = &mut *x;
    *a = 1;
    unsafe { *p = 2 };
    let _seen = *a;
}
