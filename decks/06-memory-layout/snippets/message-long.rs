//@ run
//@ variant-of: message
//@ label: a third i64
//@ emit: layout Msg
#![allow(dead_code)]

// #region msg
enum Msg {
    Quit,
    Move { x: i64, y: i64, z: i64 },
    Write(String),
    Colour(u8, u8, u8),
}
// #endregion
fn main() {
    println!("{} {}", size_of::<String>(), size_of::<Msg>());
}
