//@ check
//@ emit: layout Msg
//@ emit: layout Shape
//@ emit: layout Result<u32, Void>
//@ emit: layout Two
#![allow(dead_code)]
enum Msg { Quit, Move { x: i32, y: i32 }, Write(String), Color(u8, u8, u8) }
#[repr(u8)]
enum Shape { Dot, Line(u32), Box { w: u16, h: u16, filled: bool } }
enum Void {}
enum Two { A(String), B(Vec<u8>), Off(Void) }
fn main() {}
