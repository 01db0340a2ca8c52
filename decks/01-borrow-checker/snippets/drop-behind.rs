// A destructor may use the reference in a field, so the drop reaches the value behind it.
//@ check-fail: E0713
#![crate_type = "lib"]

pub struct Holder<'a>(&'a mut i32);

impl Drop for Holder<'_> {
    fn drop(&mut self) {}
}

// #region program
pub fn inner<'a>(h: Holder<'a>) -> &'a mut i32 {
    &mut *h.0 //~ E0713
}
// #endregion program
