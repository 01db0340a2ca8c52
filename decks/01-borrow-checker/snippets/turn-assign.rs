// `turn`, with `x = 10;` instead of `x += 10;`.
//@ check-fail: E0506
#![crate_type = "lib"]

// #region program
pub fn alternate(n: u32) -> (u32, u32) {
    let mut x = 0;
    let mut y = 0;
    let mut turn = &mut x;
    for round in 0..n {
        *turn += 1;
        if round == 0 {
            turn = &mut y;
        }
        x = 10; //~ E0506
    }
    *turn += 1;
    (x, y)
}
// #endregion program
