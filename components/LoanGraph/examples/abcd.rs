//@ check-fail: E0506 E0506
//@ emit: nll f
//@ emit: polonius f
#![crate_type = "lib"]

// #region program
pub fn f(c: bool) -> i32 {
    let mut x = 22;
    let mut y = 44;
    let mut p = &x; // loan of x
    y += 1; // A
    let q = &y; // loan of y
    if c {
        p = q; // p may hold the loan of y from here
        x += 1; // B
    } else {
        y += 1; // C
        //~^ E0506
    }
    y += 1; // D
    //~^ E0506
    *p
}
// #endregion program
