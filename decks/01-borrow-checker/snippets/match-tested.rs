// To test which variant is there is a read of the whole enum.
//@ check-fail: E0503
#![crate_type = "lib"]

pub fn tested(o: &mut Option<u32>) -> bool {
    // #region line
    let Some(n) = o else { return false };
    let some = matches!(o, Some(_)); //~ E0503
    *n += 1;
    // #endregion
    some
}
