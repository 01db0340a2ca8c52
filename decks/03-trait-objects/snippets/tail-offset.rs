//@ run
//@ flags: -O
//@ emit: asm tail
use std::fmt::Debug;

// #region tail
pub struct Tail<T: ?Sized> {
    pub id: u8,
    pub rest: T,
}

#[unsafe(no_mangle)]
pub fn tail(t: &Tail<dyn Debug>) -> &dyn Debug {
    &t.rest
}
// #endregion

// #region measure
fn offset(t: &Tail<dyn Debug>) -> usize {
    let whole = std::ptr::from_ref(t).addr();
    std::ptr::from_ref(&t.rest).addr() - whole
}

fn main() {
    let (id, byte, wide) = (0, 7_u8, 7_u128);
    println!("u8   {:>2}", offset(&Tail { id, rest: byte }));
    println!("u32  {:>2}", offset(&Tail { id, rest: 7_u32 }));
    println!("u128 {:>2}", offset(&Tail { id, rest: wide }));
}
// #endregion
