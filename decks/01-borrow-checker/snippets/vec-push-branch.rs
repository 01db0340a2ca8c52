// `vec-push-ref`, with the borrow in the branch that stores it.
//@ check
#![crate_type = "lib"]

// #region program
pub fn branches(flag: bool) -> usize {
    let mut x = 1;
    let mut refs = vec![];
    if flag {
        refs.push(&x);
    } else {
        x += 1;
    }
    refs.len()
}
// #endregion program
