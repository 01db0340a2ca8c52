//@ check-fail: E0499
// #region all
struct Parser<'a>(&'a str);

impl<'a> Parser<'a> {
    fn step(&'a mut self) {}
}

fn main() {
    let mut p = Parser("x");
    p.step();
    p.step(); //~ E0499
}
// #endregion
