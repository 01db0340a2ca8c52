//@ check
//@ history: verdict E0502 -> ok
//@ emit: nll add_len
//@ emit: thir add_len
#![crate_type = "lib"]

// #region program
pub fn add_len(v: &mut Vec<usize>) {
    v.push(v.len());
}
// #endregion program
