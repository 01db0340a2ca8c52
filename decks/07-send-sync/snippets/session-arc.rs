//@ check
// `Session` of this deck with an `Arc` in place of the `Rc`: it is `Send`, although a `Cell` lies in it.
#![allow(dead_code)]
use std::{cell::Cell, collections::HashMap, sync::Arc};
// #region all
struct Session { user: User, cache: Cache }
struct User { name: String, id: u64 }
struct Cache { by_id: HashMap<u64, Arc<str>>, hits: Cell<u64> }

fn need<T: Send>() {}
fn main() { need::<Session>() }
// #endregion
