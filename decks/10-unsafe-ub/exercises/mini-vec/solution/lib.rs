//! A growing vector in a hundred lines.
use std::alloc::{self, Layout};
use std::ptr::{self, NonNull};

/// Invariant: `ptr` is aligned and valid for `cap` values; `len <= cap`; the first `len` values are
/// initialised. `cap == 0`: nothing was allocated, and `ptr` dangles.
pub struct MiniVec<T> {
    ptr: NonNull<T>,
    cap: usize,
    len: usize,
}

impl<T> MiniVec<T> {
    /// # Panics
    /// For types of size zero: they need a case of their own.
    pub fn new() -> Self {
        assert!(size_of::<T>() != 0, "values without a size need a case of their own");
        MiniVec { ptr: NonNull::dangling(), cap: 0, len: 0 }
    }

    pub fn as_slice(&self) -> &[T] {
        // SAFETY: the first `len` values are initialised and aligned, in one allocation; `self` stays borrowed.
        unsafe { std::slice::from_raw_parts(self.ptr.as_ptr(), self.len) }
    }

    pub fn push(&mut self, value: T) {
        self.insert(self.len, value);
    }

    pub fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        // SAFETY: this slot was below `len`, so it holds a value; it no longer is, so nobody reads it again.
        Some(unsafe { self.ptr.add(self.len).read() })
    }

    /// # Panics
    /// If `i > len`.
    pub fn insert(&mut self, i: usize, value: T) {
        assert!(i <= self.len);
        self.make_room();
        // SAFETY: i <= len < cap, so source and destination lie inside the block. The values i..len move
        // up by one, which leaves slot `i` without an owner: `write` drops nothing there.
        unsafe {
            let slot = self.ptr.as_ptr().add(i);
            ptr::copy(slot, slot.add(1), self.len - i);
            slot.write(value);
        }
        self.len += 1;
    }

    /// # Panics
    /// If `i >= len`.
    pub fn remove(&mut self, i: usize) -> T {
        assert!(i < self.len);
        self.len -= 1;
        // SAFETY: i was below the old `len`, so the slot holds a value, which is read once. The values behind
        // it move down by one, inside the block; their old last slot is not below the new `len`.
        unsafe {
            let slot = self.ptr.as_ptr().add(i);
            let value = slot.read();
            ptr::copy(slot.add(1), slot, self.len - i);
            value
        }
    }

    /// Afterwards `len < cap`.
    fn make_room(&mut self) {
        if self.len < self.cap {
            return;
        }
        let cap = if self.cap == 0 { 2 } else { self.cap.checked_mul(2).expect("capacity overflow") };
        let new = Layout::array::<T>(cap).expect("capacity overflow");
        // SAFETY: T has a size and cap > 0, so `new` has one. A block that exists came from this
        // allocator, with the layout of `self.cap`.
        let p = unsafe {
            if self.cap == 0 {
                alloc::alloc(new)
            } else {
                alloc::realloc(self.ptr.as_ptr().cast(), Layout::array::<T>(self.cap).unwrap(), new.size())
            }
        };
        self.ptr = NonNull::new(p.cast()).unwrap_or_else(|| alloc::handle_alloc_error(new));
        self.cap = cap;
    }
}

impl<T> Default for MiniVec<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Drop for MiniVec<T> {
    fn drop(&mut self) {
        // SAFETY: the first `len` values are initialised, and nobody reads them afterwards.
        unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.ptr.as_ptr(), self.len)) }
        if self.cap != 0 {
            // SAFETY: the block came from this allocator with this layout.
            unsafe { alloc::dealloc(self.ptr.as_ptr().cast(), Layout::array::<T>(self.cap).unwrap()) }
        }
    }
}
