//@ check-fail: E0225
// #region all
use std::fmt::{Debug, Display};

fn show(x: &(dyn Debug + Display)) {} //~ E0225
// #endregion
