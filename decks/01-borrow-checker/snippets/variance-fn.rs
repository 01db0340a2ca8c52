// An argument of a function pointer is contravariant: what takes a short-lived string takes a long-lived one too.
//@ check
#![crate_type = "lib"]

// #region program
pub fn longer<'s>(f: fn(&'s str)) -> fn(&'static str) {
    f
}
// #endregion program
