//@ check
//@ flags: -O
//@ emit: llvm-ir plain
//@ emit: llvm-ir pinned
#![crate_type = "lib"]
use std::{marker::PhantomPinned, pin::Pin};
pub struct Plain(u32);
pub struct Pinned(u32, PhantomPinned);
// #region main
#[unsafe(no_mangle)] pub fn plain(x: Pin<&mut Plain>) -> u32 { x.0 }
#[unsafe(no_mangle)] pub fn pinned(x: Pin<&mut Pinned>) -> u32 { x.0 }
// #endregion main
