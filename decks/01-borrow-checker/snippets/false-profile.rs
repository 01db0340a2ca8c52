// The addition can panic, and the destructor of `g` then runs: the loan of `a` is in scope at the write for the sake of that path alone.
//@ check-fail: E0506
//@ flags: -Coverflow-checks=on
#![crate_type = "lib"]

pub struct Guard<'a>(&'a u32);

impl Drop for Guard<'_> {
    fn drop(&mut self) {}
}

// #region program
pub fn stop(n: u32) -> ! {
    let mut a = 1;
    let _g = Guard(&a);
    a = 2; //~ E0506
    let _sum = n + a;
    unsafe { std::arch::asm!("hlt", options(noreturn)) }
}
// #endregion program
