// `opaque-static`, without the bound `'static`.
//@ check-fail: E0506
#![crate_type = "lib"]

fn make(_: &i32) -> impl Sized {
    String::new()
}

// #region program
pub fn opaque(n: i32) -> i32 {
    let mut x = 1;
    let made = make(&x);
    x += n; //~ E0506
    drop(made);
    x
}
// #endregion program
