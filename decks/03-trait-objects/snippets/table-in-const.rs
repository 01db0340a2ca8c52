//@ check-fail: E0080
pub trait Shape { fn area(&self) -> f64; }
pub struct Square(f64);
impl Shape for Square { fn area(&self) -> f64 { self.0 * self.0 } }

// #region const
static SQUARE: Square = Square(3.0);

pub const SIZE: usize = unsafe {
    let s: &dyn Shape = &SQUARE;
    let [_, table]: [*const (); 2] = std::mem::transmute(s);
    table.cast::<usize>().add(1).read() //~ E0080
};
// #endregion
