// The form of rust-lang/rust#25860 that is rejected today.
//@ check-fail: none
#![crate_type = "lib"]
#![forbid(unsafe_code)]

// #region program
static UNIT: &'static &'static () = &&();

fn translate<'a, 'b>(_: &'a &'b (), v: &'b str) -> &'a str {
    v
}

pub fn extend<'a, 'b>(x: &'a str) -> &'b str {
    let f: fn(_, &'a str) -> &'b str = translate; //~ none
    f(UNIT, x)
}
// #endregion program
