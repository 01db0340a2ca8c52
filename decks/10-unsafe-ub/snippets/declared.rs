//@ check
//@ warnings
#![allow(dead_code)]
// What rustc says of declarations without a look at C's header: of types, of two declarations that disagree, and of a symbol that std uses itself.
#[repr(u8)]
pub enum Mode { Read, Write, Both }

// #region all
unsafe extern "C" {
    fn on_event(f: Option<fn()>);
    fn on_close(f: Option<extern "C" fn()>);
    fn mode() -> Mode;
    fn last_mode() -> Option<Mode>;
}
// #endregion
mod a {
    unsafe extern "C" { pub safe fn abs(x: u64, y: u64) -> u64; }
}
mod b {
    unsafe extern "C" { pub safe fn abs(x: i32) -> i32; }
}
mod c {
    unsafe extern "C" { safe fn strlen(s: u64) -> u64; }
}
fn main() {}
