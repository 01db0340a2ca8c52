//@ run
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{mem, ptr};

// #region all
fn replace_with<T>(
    slot: &mut T, f: impl FnOnce(T) -> T,
) {
    unsafe {
        let old = ptr::read(slot);
        let new = f(old);
        ptr::write(slot, new);
    }
}
// #endregion

struct Loud(&'static str);
impl Drop for Loud { fn drop(&mut self) { println!("drop {}", self.0) } }

fn main() {
    std::panic::set_hook(Box::new(|_| println!("panic")));
    // #region main
    let mut a = Loud("a");
    let _ = catch_unwind(AssertUnwindSafe(|| {
        replace_with(&mut a, |_old| panic!());
    }));
    println!("back in main");
    // #endregion
    mem::drop(a);
}
