//@ check
// #region all
fn main() {
    let (_v, s);
    s = String::from("short");
    _v = vec![&s];
}
// #endregion
