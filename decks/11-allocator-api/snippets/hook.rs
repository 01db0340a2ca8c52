//@ run
//@ bootstrap
// #region main
#![feature(alloc_error_hook)]
use std::alloc::set_alloc_error_hook;
use std::hint::black_box;

fn main() {
    set_alloc_error_hook(|l| panic!("no {} bytes", l.size()));
    let r = std::panic::catch_unwind(|| {
        black_box(Vec::<u8>::with_capacity(isize::MAX as usize))
    });
    println!("caught {}", r.is_err());
}
// #endregion
