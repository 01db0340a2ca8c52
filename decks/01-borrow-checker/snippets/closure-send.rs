// The closure captures the raw pointer in the field, and not the struct that is `Send`. In edition 2018 this compiles.
//@ check-fail: E0277
#![crate_type = "lib"]

pub struct Pointer(*mut u8);
unsafe impl Send for Pointer {}

// #region line
pub fn start(p: Pointer) {
    std::thread::spawn(move || println!("{:p}", p.0)); //~ E0277
}
// #endregion
