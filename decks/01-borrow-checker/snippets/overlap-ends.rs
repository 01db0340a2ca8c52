// The first element and the last may be one, if the slice has only one.
//@ check-fail: E0499
#![crate_type = "lib"]

pub fn ends(s: &mut [u8]) {
    // #region line
    if let [a, ..] = s
        && let [.., b] = s //~ E0499
    {
        std::mem::swap(a, b);
    }
    // #endregion
}
