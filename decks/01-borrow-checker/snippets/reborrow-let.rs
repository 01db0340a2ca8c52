// A `let` with a written type is a place where a `&mut` is reborrowed.
//@ check
#![crate_type = "lib"]

// #region program
pub fn twice(r: &mut u32) {
    let a: &mut u32 = r;
    *a += 1;
    *r += 1;
}
// #endregion program
