//@ run
use std::num::Wrapping;
fn main() {
// #region line
    let mut x = Wrapping(2);
    x += x;
    println!("{x}");
// #endregion
}
