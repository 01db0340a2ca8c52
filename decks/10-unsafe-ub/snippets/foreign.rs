//@ check
//@ emit: layout Event
//@ emit: layout Mode
//@ emit: layout Option<Mode>
//@ emit: layout Option<extern "C" fn()>
#![allow(dead_code)]
use std::ffi::{c_char, c_int};
// #region all
#[repr(u8)]
pub enum Mode { Read, Write, Both }

#[repr(C)]
pub struct Event { mode: u8, code: c_int, text: *const c_char }
// #endregion
fn main() {}
