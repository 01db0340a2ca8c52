//@ check-fail: E0080
// #region q
const ON: bool = unsafe { std::mem::transmute(2_u8) };
// #endregion
