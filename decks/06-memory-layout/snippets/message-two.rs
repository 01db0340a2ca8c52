//@ run
//@ variant-of: message
//@ label: a second String
//@ emit: layout Msg
#![allow(dead_code)]

// #region msg
enum Msg {
    Quit,
    Move { x: i32, y: i32 },
    Write(String),
    Colour(String),
}
// #endregion
fn main() {
    println!("{} {}", size_of::<String>(), size_of::<Msg>());
}
