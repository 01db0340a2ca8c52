//@ check
//@ emit: auto-traits i32
//@ emit: auto-traits Vec<Cell<i32>>
//@ emit: auto-traits Rc<i32>
//@ emit: auto-traits &'static Cell<i32>
//@ emit: auto-traits &'static mut Cell<i32>
//@ emit: auto-traits *const i32
//@ emit: auto-traits fn(Rc<i32>)
//@ emit: auto-traits Box<dyn Fn()>
//@ emit: auto-traits Box<dyn Fn() + Send>
//@ emit: auto-traits Arc<Cell<i32>>
//@ emit: auto-traits Mutex<Cell<i32>>
//@ emit: auto-traits Mutex<Rc<i32>>
//@ emit: auto-traits RwLock<Cell<i32>>
//@ emit: auto-traits MutexGuard<'static, i32>
//@ emit: auto-traits JoinHandle<Rc<i32>>
//@ emit: auto-traits mpsc::Sender<i32>
//@ emit: auto-traits mpsc::Receiver<i32>
//@ emit: auto-traits OnceLock<Cell<i32>>
//@ emit: auto-traits Arc<Rc<i32>>
//@ emit: auto-traits MutexGuard<'static, Cell<i32>>
//@ emit: auto-traits Arc<Mutex<Cell<i32>>>
//@ emit: auto-traits RefCell<i32>
//@ emit: auto-traits AtomicU32
//@ emit: auto-traits Mutex<i32>
#![allow(unused_imports)]
use std::{cell::{Cell, RefCell}, rc::Rc, sync::{Arc, Mutex, MutexGuard, OnceLock, RwLock, atomic::AtomicU32, mpsc}, thread::JoinHandle};
fn main() {}
