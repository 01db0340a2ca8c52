// In edition 2021 this opaque type does not capture the lifetime parameter `'a`, although `'a` is a parameter of the function.
//@ check
//@ edition: 2021
#![crate_type = "lib"]

fn make<'a: 'a>(_: &'a i32) -> impl Sized {
    String::new()
}

// #region program
pub fn opaque(n: i32) -> i32 {
    let mut x = 1;
    let made = make(&x);
    x += n;
    drop(made);
    x
}
// #endregion program
