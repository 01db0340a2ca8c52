//@ check
//@ history: verdict E0716 -> ok in 2021,2024
#![crate_type = "lib"]
// #region all
pub fn some() -> usize {
    let s = Some(&String::from("1234"));
    s.map_or(0, |s| s.len())
}
// #endregion
