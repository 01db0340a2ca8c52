//@ check
//@ flags: -O
//@ emit: asm stat
//@ emit: asm dynamic
//@ emit: asm stored
//@ emit: asm second
//@ emit: asm known
pub trait Shape {
    fn area(&self) -> f64;
    fn sides(&self) -> u32;
}
pub struct Square(pub f64);
impl Shape for Square {
    fn area(&self) -> f64 { self.0 * self.0 }
    fn sides(&self) -> u32 { 4 }
}

// #region calls
#[unsafe(no_mangle)] pub fn stat(s: &Square) -> f64 { s.area() }
#[unsafe(no_mangle)] pub fn dynamic(s: &dyn Shape) -> f64 { s.area() }
#[unsafe(no_mangle)] pub fn stored(v: &[Box<dyn Shape>; 2]) -> f64 { v[1].area() }
// #endregion

// #region second
#[unsafe(no_mangle)]
pub fn second(s: &dyn Shape) -> u32 {
    s.sides()
}
// #endregion

// #region known
#[unsafe(no_mangle)]
pub fn known() -> f64 {
    let s: &dyn Shape = &Square(3.0);
    s.area()
}
// #endregion
