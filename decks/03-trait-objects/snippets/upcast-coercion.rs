//@ check
//@ history: verdict E0658 -> ok in 2021,2024
// The coercion alone, without the instruments of the figure.
// #region all
pub trait Named { fn id(&self) -> u32; }
pub trait Hull: Named { fn volume(&self) -> f64; }

pub fn to_named(h: &dyn Hull) -> &dyn Named { h }
// #endregion
