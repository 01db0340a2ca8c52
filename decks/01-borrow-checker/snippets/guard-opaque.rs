// `guard-iter` with the iterator behind `impl Iterator`: the hidden type has no destructor, and the caller may not know that.
//@ check-fail: E0502
#![crate_type = "lib"]

pub fn values(v: &Vec<u32>) -> impl Iterator<Item = &u32> {
    v.iter()
}

// #region program
pub fn push(v: &mut Vec<u32>) {
    let rest = values(v);
    v.push(1); //~ E0502
}
// #endregion program
