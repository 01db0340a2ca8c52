//@ check
//@ flags: -O
//@ emit: asm to_named
//@ emit: asm to_weighed
//@ emit: asm mass
//@ emit: vtable Solid Hull
// #region all
pub trait Named { fn id(&self) -> u32; }
pub trait Weighed { fn mass(&self) -> f64; }
pub trait Hull: Named + Weighed {
    fn volume(&self) -> f64;
}

#[unsafe(no_mangle)]
pub fn to_named(h: &dyn Hull) -> &dyn Named { h }

#[unsafe(no_mangle)]
pub fn to_weighed(h: &dyn Hull) -> &dyn Weighed { h }
// #endregion

// #region direct
#[unsafe(no_mangle)]
pub fn mass(h: &dyn Hull) -> f64 { h.mass() }
// #endregion

pub struct Solid(pub f64);
impl Named for Solid { fn id(&self) -> u32 { 1 } }
impl Weighed for Solid { fn mass(&self) -> f64 { self.0 } }
impl Hull for Solid { fn volume(&self) -> f64 { self.0 } }
