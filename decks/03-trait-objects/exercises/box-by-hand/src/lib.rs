use std::marker::PhantomData;

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
        drop: None,
        size: 0,
        align: 1,
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
