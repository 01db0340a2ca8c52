//@ check-fail: E0782
//@ edition: 2024
//@ history: by edition
// #region all
pub trait Named { fn id(&self) -> u32; }

pub fn first(all: &[Box<Named>]) -> u32 { all[0].id() } //~ E0782
// #endregion
