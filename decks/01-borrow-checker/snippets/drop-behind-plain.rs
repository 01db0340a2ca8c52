// `drop-behind`, without the destructor.
//@ check
#![crate_type = "lib"]

pub struct Holder<'a>(&'a mut i32);

// #region program
pub fn inner<'a>(h: Holder<'a>) -> &'a mut i32 {
    &mut *h.0
}
// #endregion program
