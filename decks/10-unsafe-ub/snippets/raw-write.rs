//@ run
//@ emit: witness
// stale-reference.rs with a write in place of the raw read: both models report the last line.
fn main() {
    let mut x = 42;
    let xraw = &mut x as *mut i32;
    let xref = unsafe { &mut *xraw };
    unsafe { *xraw = 1 };
    let _again = *xref;
}
