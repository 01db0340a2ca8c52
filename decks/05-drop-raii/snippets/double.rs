//@ run-crash: 134
use std::panic::{catch_unwind, set_hook};
// #region all
struct Boom;
impl Drop for Boom {
    fn drop(&mut self) { panic!("second") }
}
fn scope() {
    let _b = Boom;
    panic!("first")
}
// #endregion
fn main() {
    set_hook(Box::new(|info| eprintln!("panic: {}", info.payload_as_str().unwrap_or("?"))));
    let result = catch_unwind(scope);
    println!("caught {}", result.is_err());
}
