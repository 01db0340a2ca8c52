// fails: the_header_is_that_of_the_type
// The compiler's own box does all the work, behind a table that says nothing.
pub trait Shape {
    fn area(&self) -> f64;
    fn name(&self) -> String;
}

pub struct VTable {
    pub drop: Option<unsafe fn(*mut ())>,
    pub size: usize,
    pub align: usize,
}

static TABLE: VTable = VTable { drop: None, size: 0, align: 1 };

pub struct HandBox<'a>(Box<dyn Shape + 'a>);

impl<'a> HandBox<'a> {
    pub fn new<T: Shape + 'a>(value: T) -> Self {
        HandBox(Box::new(value))
    }
    pub fn table(&self) -> &'static VTable {
        &TABLE
    }
    pub fn area(&self) -> f64 {
        self.0.area()
    }
    pub fn name(&self) -> String {
        self.0.name()
    }
}
