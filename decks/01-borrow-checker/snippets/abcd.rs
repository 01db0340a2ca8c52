//@ check-fail: E0506 E0506
//@ emit: nll f
//@ emit: polonius f
#![crate_type = "lib"]

// #region program
pub fn f(c: bool, mut x: i32, mut y: i32) -> i32 {
    let mut p = &x; // loan of x
    y += 1; // A
    let q = &y; // loan of y
    if c {
        p = q; // p may now point at y
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
