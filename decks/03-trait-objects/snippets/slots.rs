//@ check
//@ emit: vtable Solid Hull
// #region traits
pub trait Named {
    fn id(&self) -> u32;
    fn label(&self) -> String;
}
pub trait Weighed {
    fn mass(&self) -> f64;
}
pub trait Hull: Named + Weighed {
    fn volume(&self) -> f64;
    fn scaled<F: Fn(f64) -> f64>(&self, f: F) -> f64
    where Self: Sized;
    fn unit() -> Self where Self: Sized;
}
// #endregion

pub struct Solid(pub String);
impl Named for Solid {
    fn id(&self) -> u32 { 1 }
    fn label(&self) -> String { self.0.clone() }
}
impl Weighed for Solid { fn mass(&self) -> f64 { 1.0 } }
impl Hull for Solid {
    fn volume(&self) -> f64 { 1.0 }
    fn scaled<F: Fn(f64) -> f64>(&self, f: F) -> f64 { f(1.0) }
    fn unit() -> Self { Solid(String::new()) }
}
