//@ check
//@ emit: asm static_call
//@ emit: asm dyn_call
#![crate_type = "lib"]
pub trait Shape { fn area(&self) -> f64; }
pub struct Square(pub f64);
impl Shape for Square { fn area(&self) -> f64 { self.0 * self.0 } }

// #region calls
#[unsafe(no_mangle)]
pub fn static_call(s: &Square) -> f64 {
    s.area()
}

#[unsafe(no_mangle)]
pub fn dyn_call(s: &dyn Shape) -> f64 {
    s.area()
}
// #endregion
