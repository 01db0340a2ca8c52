//@ check
//@ history: verdict E0716 -> ok in 2021,2024
#![crate_type = "lib"]
// #region all
pub fn longer(short: bool) -> usize {
    let s = if short { &String::from("1") } else { &String::from("1234") };
    s.len()
}
// #endregion
