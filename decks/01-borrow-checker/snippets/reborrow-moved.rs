// `reborrow-let`, with the type of `a` inferred.
//@ variant-of: reborrow-let
//@ label: no type on a
//@ check-fail: E0382
#![crate_type = "lib"]

// #region program
pub fn twice(r: &mut u32) {
    let a = r;
    *a += 1;
    *r += 1; //~ E0382
}
// #endregion program
