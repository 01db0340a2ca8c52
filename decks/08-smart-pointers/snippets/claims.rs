//@ check
//@ flags: -O
//@ emit: llvm-ir boxed
//@ emit: llvm-ir counted
//@ emit: llvm-ir shared
// What rustc tells LLVM about each parameter: `noalias` for a box, nothing of the kind for the others.
#![crate_type = "lib"]
use std::rc::Rc;
use std::sync::Arc;

#[unsafe(no_mangle)]
pub fn boxed(x: Box<i32>) -> Box<i32> { x }
#[unsafe(no_mangle)]
pub fn counted(x: Rc<i32>) -> Rc<i32> { x }
#[unsafe(no_mangle)]
pub fn shared(x: Arc<i32>) -> Arc<i32> { x }
