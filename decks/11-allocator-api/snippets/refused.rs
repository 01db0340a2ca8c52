//@ run-crash: 134
// #region main
use std::hint::black_box;
use std::panic::catch_unwind;

fn main() {
    let r = catch_unwind(|| {
        black_box(Vec::<u8>::with_capacity(isize::MAX as usize))
    });
    println!("caught {}", r.is_err());
}
// #endregion
