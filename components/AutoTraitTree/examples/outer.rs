//@ check
//@ emit: auto-traits Outer
//@ emit: auto-traits String
//@ emit: auto-traits u64
//@ emit: auto-traits Shared
//@ emit: auto-traits Plain
//@ emit: auto-traits std::rc::Rc<u8>
//@ emit: layout Outer
//@ emit: layout Mid
//@ emit: layout Inner
//@ emit: layout Plain
#![allow(dead_code)]
use std::{cell::Cell, collections::HashMap, rc::Rc, sync::Arc};
struct Inner { cache: HashMap<u32, Rc<u8>>, id: u64 }
struct Mid { inner: Option<Inner> }
struct Outer { name: String, mid: Mid }
struct Shared { counter: Arc<Cell<u8>> }
struct Plain { id: u64, name: String }
fn main() {}
