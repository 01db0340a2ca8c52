//@ check
//@ history: verdict E0502 -> ok
//@ emit: nll grow
#![crate_type = "lib"]

// #region program
pub fn grow(v: &mut Vec<i32>) -> i32 {
    let first = &v[0];
    let n = *first;
    v.push(4);
    n
}
// #endregion program
