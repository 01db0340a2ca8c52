//@ check
//@ flags: -O
//@ emit: vtable Solid HullA
//@ emit: vtable Solid HullB
//@ emit: asm second_is_empty
//@ emit: asm second_is_first
// A supertrait without entries takes no part in the order of the table.
// #region traits
pub trait Marker {}
pub trait Named { fn id(&self) -> u32; }
pub trait Weighed { fn mass(&self) -> f64; }
pub trait HullA: Named + Marker { fn volume(&self) -> f64; }
pub trait HullB: Marker + Weighed { fn volume(&self) -> f64; }
// #endregion

pub struct Solid(f64);
impl Marker for Solid {}
impl Named for Solid { fn id(&self) -> u32 { 1 } }
impl Weighed for Solid { fn mass(&self) -> f64 { self.0 } }
impl HullA for Solid { fn volume(&self) -> f64 { self.0 } }
impl HullB for Solid { fn volume(&self) -> f64 { self.0 } }

// #region casts
#[unsafe(no_mangle)]
pub fn second_is_empty(h: &dyn HullA) -> &dyn Marker { h }
#[unsafe(no_mangle)]
pub fn second_is_first(h: &dyn HullB) -> &dyn Weighed { h }
// #endregion
