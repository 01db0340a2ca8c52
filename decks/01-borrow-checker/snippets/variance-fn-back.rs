// `variance-fn`, in the other direction.
//@ check-fail: none
#![crate_type = "lib"]

// #region program
pub fn shorter<'s>(f: fn(&'static str)) -> fn(&'s str) {
    f //~ none
}
// #endregion program
