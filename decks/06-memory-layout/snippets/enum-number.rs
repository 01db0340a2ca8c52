//@ run
//@ output: discard
//@ flags: -Cdebug-assertions=no
//@ emit: witness
// A number from C that is no variant: the value is wrong before anybody can check it.
use std::hint::black_box;
use std::mem::transmute;

// #region all
#[repr(u8)]
#[derive(Debug)]
#[allow(dead_code)]
enum Level { Low, High }

fn main() {
    let level: Level = unsafe { transmute(black_box(7_u8)) };
    println!("{}", matches!(level, Level::Low));
}
// #endregion
