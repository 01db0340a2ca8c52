//@ check-fail: E0716
//@ edition: 2024
//@ history: by edition in 2018,2021,2024
// #region all
fn size() -> usize {
    { &String::from("1234") }.len() //~ E0716
}
// #endregion
fn main() { size(); }
