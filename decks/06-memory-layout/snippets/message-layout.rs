//@ check
//@ history: layout Msg size in 2021
#![crate_type = "lib"]
// The enum of the slide, for compilers that do not know how to print its layout.
// #region msg
pub enum Msg {
    Quit,
    Move { x: i32, y: i32 },
    Write(String),
    Colour(u8, u8, u8),
}
// #endregion
