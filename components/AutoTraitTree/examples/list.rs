//@ check
//@ emit: auto-traits List
//@ emit: auto-traits Option<Box<List>>
//@ emit: auto-traits Box<List>
//@ emit: auto-traits u8
//@ emit: layout List
//@ emit: layout Option<Box<List>>
// A type that contains itself.
#![allow(dead_code)]
struct List { v: u8, next: Option<Box<List>> }
fn main() {}
