//@ check
//@ bootstrap
//@ emit: layout Packet
//@ emit: layout Packet @ wasm32-unknown-unknown
//@ emit: layout Packet @ i686-unknown-linux-gnu
//@ emit: layout Packet @ msp430-none-elf
// One struct on four targets. `no_core` leaves the standard library out, which is not installed for all of them.
#![feature(no_core, lang_items)]
#![no_core]
#![allow(dead_code, internal_features)]
#[lang = "pointee_sized"] pub trait PointeeSized {}
#[lang = "meta_sized"] pub trait MetaSized: PointeeSized {}
#[lang = "sized"] pub trait Sized: MetaSized {}
#[lang = "copy"] pub trait Copy {}

// #region packet
#[repr(C)]
pub struct Packet { kind: u8, total: u64, count: usize, next: &'static u8 }
// #endregion
