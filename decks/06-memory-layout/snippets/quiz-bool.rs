//@ check-fail: E0080
// #region q
const MAYBE: bool = unsafe { std::mem::transmute(2_u8) };

fn main() {
    println!("{}", if MAYBE { "yes" } else { "no" });
}
// #endregion
