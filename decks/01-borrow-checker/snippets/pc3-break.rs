// Problem case 3 without the signature: the result leaves the loop and stays in the function.
//@ check
#![crate_type = "lib"]

// #region program
pub fn bump(v: &mut Vec<u32>) {
    let r = loop {
        if let Some(x) = v.last_mut() {
            break x;
        }
        v.push(0);
    };
    *r += 1;
}
// #endregion program
