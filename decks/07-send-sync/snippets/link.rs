//@ check
//@ emit: auto-traits Vec<&'static Cell<i32>>
//@ emit: auto-traits Option<&'static mut Cell<i32>>
//@ emit: auto-traits Vec<Cell<i32>>
//@ emit: auto-traits Arc<RefCell<i32>>
//@ emit: auto-traits Mutex<Rc<i32>>
#![allow(unused_imports)]
use std::{cell::{Cell, RefCell}, rc::Rc, sync::{Arc, Mutex}};
fn main() {}
