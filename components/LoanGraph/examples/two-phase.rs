//@ check
//@ emit: nll two_phase
//@ emit: thir two_phase
#![crate_type = "lib"]

// #region program
pub fn two_phase(v: &mut Vec<usize>) {
    v.push(v.len());
}
// #endregion program
