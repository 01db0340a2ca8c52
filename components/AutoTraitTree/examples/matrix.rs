//@ check
//@ emit: auto-traits i32
//@ emit: auto-traits String
//@ emit: auto-traits Cell<i32>
//@ emit: auto-traits Rc<i32>
//@ emit: auto-traits Arc<i32>
//@ emit: auto-traits Arc<Cell<i32>>
//@ emit: auto-traits Mutex<Cell<i32>>
//@ emit: auto-traits Mutex<Rc<i32>>
//@ emit: auto-traits RwLock<Cell<i32>>
//@ emit: auto-traits MutexGuard<'static, i32>
//@ emit: auto-traits &'static Cell<i32>
//@ emit: auto-traits &'static mut Cell<i32>
//@ emit: auto-traits *mut i32
//@ emit: auto-traits fn(Rc<i32>)
//@ emit: auto-traits Box<dyn Fn()>
//@ emit: auto-traits Box<dyn Fn() + Send>
#![allow(unused_imports)]
use std::{cell::Cell, rc::Rc, sync::{Arc, Mutex, MutexGuard, RwLock}};
fn main() {}
