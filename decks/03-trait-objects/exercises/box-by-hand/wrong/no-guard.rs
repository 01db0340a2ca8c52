// fails: memory_is_given_back_when_the_destructor_panics
// The memory is freed behind the destructor: a panic does not get there.
use std::alloc::{Layout, dealloc};
use std::marker::PhantomData;
use std::mem::needs_drop;

pub trait Shape {
    fn area(&self) -> f64;
    fn name(&self) -> String;
}

/// What rustc generates for a type and a trait, written by hand.
pub struct VTable {
    pub drop: Option<unsafe fn(*mut ())>,
    pub size: usize,
    pub align: usize,
    area: unsafe fn(*const ()) -> f64,
    name: unsafe fn(*const ()) -> String,
}

struct Of<T>(PhantomData<T>);

impl<T: Shape> Of<T> {
    const TABLE: VTable = VTable {
        drop: if needs_drop::<T>() { Some(|p| unsafe { p.cast::<T>().drop_in_place() }) } else { None },
        size: size_of::<T>(),
        align: align_of::<T>(),
        area: |p| unsafe { (*p.cast::<T>()).area() },
        name: |p| unsafe { (*p.cast::<T>()).name() },
    };
}

/// `Box<dyn Shape + 'a>`: two words.
pub struct HandBox<'a> {
    data: *mut (),
    table: &'static VTable,
    _owns: PhantomData<Box<dyn Shape + 'a>>,
}

impl<'a> HandBox<'a> {
    pub fn new<T: Shape + 'a>(value: T) -> Self {
        HandBox {
            data: Box::into_raw(Box::new(value)).cast(),
            table: const { &Of::<T>::TABLE },
            _owns: PhantomData,
        }
    }

    pub fn table(&self) -> &'static VTable {
        self.table
    }

    pub fn area(&self) -> f64 {
        // SAFETY: `data` and `table` were made from the same `T` in `new`.
        unsafe { (self.table.area)(self.data) }
    }

    pub fn name(&self) -> String {
        // SAFETY: as above.
        unsafe { (self.table.name)(self.data) }
    }
}

impl Drop for HandBox<'_> {
    fn drop(&mut self) {
        if let Some(drop) = self.table.drop {
            // SAFETY: `data` holds a live `T`, and `drop` is the drop glue of that `T`.
            unsafe { drop(self.data) }
        }
        if self.table.size != 0 {
            // SAFETY: `Box::new` allocated `data` with this layout, and nobody uses it any more.
            unsafe { dealloc(self.data.cast(), Layout::from_size_align_unchecked(self.table.size, self.table.align)) }
        }
    }
}
