// fails: a_value_may_hold_the_last_weak_handle_to_itself
// Two places free: each handle that may be the last checks both counts.
use std::cell::Cell;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;

struct Inner<T> {
    strong: Cell<usize>,
    weak: Cell<usize>,
    value: ManuallyDrop<T>,
}

pub struct MyRc<T> {
    block: NonNull<Inner<T>>,
    owns: PhantomData<T>,
}

pub struct MyWeak<T> {
    block: NonNull<Inner<T>>,
}

fn add_one(count: &Cell<usize>) {
    let Some(more) = count.get().checked_add(1) else { std::process::abort() };
    count.set(more);
}

impl<T> MyRc<T> {
    pub fn new(value: T) -> Self {
        let inner = Inner { strong: Cell::new(1), weak: Cell::new(0), value: ManuallyDrop::new(value) };
        MyRc { block: NonNull::from(Box::leak(Box::new(inner))), owns: PhantomData }
    }
    fn inner(&self) -> &Inner<T> {
        // SAFETY: a strong handle keeps the block.
        unsafe { self.block.as_ref() }
    }
    pub fn downgrade(this: &Self) -> MyWeak<T> {
        add_one(&this.inner().weak);
        MyWeak { block: this.block }
    }
    pub fn strong_count(this: &Self) -> usize {
        this.inner().strong.get()
    }
}

impl<T> Clone for MyRc<T> {
    fn clone(&self) -> Self {
        add_one(&self.inner().strong);
        MyRc { block: self.block, owns: PhantomData }
    }
}

impl<T> Deref for MyRc<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.inner().value
    }
}

impl<T> Drop for MyRc<T> {
    fn drop(&mut self) {
        let strong = &self.inner().strong;
        strong.set(strong.get() - 1);
        if strong.get() == 0 {
            struct Free<T>(NonNull<Inner<T>>);
            impl<T> Drop for Free<T> {
                fn drop(&mut self) {
                    if unsafe { (*self.0.as_ptr()).weak.get() } == 0 {
                        drop(unsafe { Box::from_raw(self.0.as_ptr()) })
                    }
                }
            }
            let _free = Free(self.block);
            unsafe { ManuallyDrop::drop(&mut (*self.block.as_ptr()).value) };
        }
    }
}

impl<T> MyWeak<T> {
    pub fn upgrade(&self) -> Option<MyRc<T>> {
        // SAFETY: only the field is borrowed, and it is never exclusively borrowed.
        let strong = unsafe { &(*self.block.as_ptr()).strong };
        if strong.get() == 0 {
            return None;
        }
        add_one(strong);
        Some(MyRc { block: self.block, owns: PhantomData })
    }
}

impl<T> Drop for MyWeak<T> {
    fn drop(&mut self) {
        // SAFETY: as in `upgrade`.
        let weak = unsafe { &(*self.block.as_ptr()).weak };
        weak.set(weak.get() - 1);
        let strong = unsafe { (*self.block.as_ptr()).strong.get() };
        if weak.get() == 0 && strong == 0 {
            drop(unsafe { Box::from_raw(self.block.as_ptr()) })
        }
    }
}
