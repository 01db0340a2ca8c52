//@ check
//@ flags: -O --crate-type=lib
//@ emit: asm rust
//@ emit: asm columns
// The two loops of the measurement: the compiler vectorises the second one only.
#![allow(dead_code)]

// #region all
pub struct InRust { alive: u8, x: f64, team: u8, y: f64, hp: u16 }

#[unsafe(no_mangle)]
pub fn rust(all: &[InRust]) -> u64 { all.iter().map(|e| u64::from(e.hp)).sum() }

#[unsafe(no_mangle)]
pub fn columns(hp: &[u16]) -> u64 { hp.iter().map(|&hp| u64::from(hp)).sum() }
// #endregion
