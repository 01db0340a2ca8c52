// Positions in a pattern are compared.
//@ check
#![crate_type = "lib"]

pub fn elements(mut a: [u8; 2]) -> [u8; 2] {
    // #region line
    let [ref mut p, _] = a;
    let [_, ref mut q] = a;
    std::mem::swap(p, q);
    // #endregion
    a
}
