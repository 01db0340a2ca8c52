//@ run
// Three declarations, three promises of the author of the block.
use std::ffi::{CStr, c_char, c_int};

// #region all
unsafe extern "C" {
    safe fn abs(x: c_int) -> c_int;
    unsafe fn strlen(s: *const c_char) -> usize;
    unsafe fn getenv(name: *const c_char) -> *const c_char;
}
// #endregion

// #region wrap
/// The variable's value, copied while nobody changes it.
pub fn variable(name: &CStr) -> Option<String> {
    // SAFETY: `name` ends in NUL and lives through the call
    let p = unsafe { getenv(name.as_ptr()) };
    if p.is_null() { return None }
    // SAFETY: not null, so a string of C; read at once
    let s = unsafe { CStr::from_ptr(p) };
    Some(s.to_string_lossy().into_owned())
}
// #endregion

fn main() {
    println!("{} {}", abs(-3), unsafe { strlen(c"four".as_ptr()) });
    println!("{:?}", variable(c"LC_ALL"));
    println!("{:?}", variable(c"NOT_SET"));
}
