// fails: the_trait_says_what_it_asks
//! C's qsort, safe to call.
use std::cmp::Ordering;
use std::ffi::{c_int, c_void};

type Compare = unsafe extern "C" fn(*const c_void, *const c_void) -> c_int;

unsafe extern "C" {
    unsafe fn qsort(base: *mut c_void, count: usize, size: usize, compare: Compare);
}

/// What can be sorted.
pub unsafe trait Key: Copy {
    fn order(&self, other: &Self) -> Ordering;
}

unsafe extern "C" fn compare<T: Key>(a: *const c_void, b: *const c_void) -> c_int {
    // SAFETY: qsort passes pointers to two elements of the array that `sort` gave it, while nobody else has it.
    let (a, b) = unsafe { (&*a.cast::<T>(), &*b.cast::<T>()) };
    a.order(b) as c_int
}

/// Sorts in place; equal keys may change places.
pub fn sort<T: Key>(xs: &mut [T]) {
    // C has no objects of size zero, and wants a valid pointer even for no elements.
    if size_of_val(xs) == 0 {
        return;
    }
    // SAFETY: base, count and size describe the slice, which is ours alone during the call. `compare::<T>` is
    // consistent, because Key promises it; a panic in it aborts at the edge of `extern "C"`.
    unsafe { qsort(xs.as_mut_ptr().cast(), xs.len(), size_of::<T>(), compare::<T>) }
}
