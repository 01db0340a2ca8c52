//@ run
use std::panic::{catch_unwind, set_hook, AssertUnwindSafe};
struct Boom(u32);
impl Drop for Boom {
    fn drop(&mut self) { println!("drop {}", self.0); if self.0 == 1 { panic!() } }
}
fn main() {
    set_hook(Box::new(|_| {}));
    let mut x = Boom(1);
    let result = catch_unwind(AssertUnwindSafe(|| x = Boom(2)));
    println!("panicked: {}, x holds {}", result.is_err(), x.0);
}
