//@ check
//@ emit: coroutine job
// The same future, not spawned: what it keeps while it waits.
#![allow(dead_code)]
use std::{future::pending, rc::Rc};
async fn tick() { pending().await }
async fn job() {
    let r = Rc::new(1);
    tick().await;
    println!("{r}");
}
fn main() {}
