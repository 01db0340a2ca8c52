//@ check-fail: E0499
//@ emit: polonius
#![crate_type = "lib"]

pub struct Thing;

impl Thing {
    fn maybe_next(&mut self) -> Option<&mut Self> { None }
}

// #region program
pub fn last(mut t: &mut Thing) {
    loop {
        match t.maybe_next() { //~ E0499
            Some(v) => t = v,
            None => {}
        }
    }
}
// #endregion
