// `false-profile`, built without overflow checks: nothing panics, and the write is accepted.
//@ check
//@ variant-of: false-profile
//@ label: without overflow checks
//@ flags: -Coverflow-checks=off
#![crate_type = "lib"]

pub struct Guard<'a>(&'a u32);

impl Drop for Guard<'_> {
    fn drop(&mut self) {}
}

// #region program
pub fn stop(n: u32) -> ! {
    let mut a = 1;
    let _g = Guard(&a);
    a = 2;
    let _sum = n + a;
    unsafe { std::arch::asm!("hlt", options(noreturn)) }
}
// #endregion program
