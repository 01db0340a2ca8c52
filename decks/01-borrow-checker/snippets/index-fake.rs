// What an index expression has checked may not change while the next index is computed.
//@ check-fail: E0510
#![crate_type = "lib"]

pub fn f<'a>(mut rows: &'a [[u8; 2]], others: &'a [[u8; 2]]) -> u8 {
    // #region line
    rows[1][{ rows = others; 0 }] //~ E0510
    // #endregion
}
