//@ run
//@ miri: stacked: ub, tree: ok
//@ emit: witness
// The Reference's outline forbids the read through `y` while `a` is passed to a function. Stacked Borrows reports it, Tree Borrows does not.
fn foo(a: &mut i32, y: *mut i32) -> i32 {
    let _before = *a;
    unsafe { *y }
}

fn main() {
    let mut v = 1;
    let y = &raw mut v;
    let a = unsafe { &mut *y };
    foo(a, y);
}
