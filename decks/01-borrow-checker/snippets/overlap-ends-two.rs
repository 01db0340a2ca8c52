// `overlap-ends`, where one of the patterns matches slices of two or more only.
//@ check
#![crate_type = "lib"]

pub fn ends(s: &mut [u8]) {
    // #region line
    if let [a, ..] = s
        && let [.., _, b] = s
    {
        std::mem::swap(a, b);
    }
    // #endregion
}
