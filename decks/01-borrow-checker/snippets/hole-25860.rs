//@ check
//@ emit: polonius
// rust-lang/rust#25860, open since 2015: a reference to freed memory without a line of unsafe code.
#![forbid(unsafe_code)]

// #region hole
static UNIT: &'static &'static () = &&();

fn translate<'a, 'b>(
    _: &'a &'b (),
    v: &'b str,
) -> &'a str {
    v
}

fn extend<'a, 'b>(x: &'a str) -> &'b str {
    let f: for<'x> fn(_, &'x str) -> &'b str =
        translate;
    f(UNIT, x)
}
// #endregion

fn main() {
    let gone: &'static str = {
        let s = String::from("gone");
        extend(s.as_str())
    };
    println!("{}", gone.len());
}
