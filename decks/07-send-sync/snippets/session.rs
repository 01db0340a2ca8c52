//@ check
//@ emit: auto-traits Session
//@ emit: auto-traits Cache
//@ emit: auto-traits String
//@ emit: auto-traits u64
//@ emit: auto-traits Cell<u64>
//@ emit: auto-traits User
//@ emit: layout Session
//@ emit: layout Cache
//@ emit: layout User
// The derivation of a nested type, down to the leaf that decides.
#![allow(dead_code)]
use std::{cell::Cell, collections::HashMap, rc::Rc};
// #region all
struct User { name: String, id: u64 }
struct Cache { by_id: HashMap<u64, Rc<str>>, hits: Cell<u64> }
struct Session { user: User, cache: Cache }
// #endregion
fn main() {}
