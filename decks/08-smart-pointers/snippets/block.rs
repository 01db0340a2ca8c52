//@ run
//@ emit: layout RcInner<u8>
//@ emit: layout RcInner<u64>
//@ emit: layout RcInner<[u8; 20]>
//@ miri: ok
// The block behind an Rc: fields and attribute as in library/alloc/src/rc.rs. For a byte it has the 24 bytes that asks.rs sees Rc ask for.
use std::cell::Cell;
use std::rc::Rc;
// #region inner
#[allow(dead_code)]
#[repr(C, align(2))]
struct RcInner<T: ?Sized> {
    strong: Cell<usize>,
    weak: Cell<usize>,
    value: T,
}
// #endregion
fn main() {
    let rc = Rc::new(7_u64);
    let value = Rc::as_ptr(&rc);
    // SAFETY: observed: the two words before the value are the counts, and the handle keeps the block alive.
    let [strong, weak] = unsafe { value.cast::<usize>().sub(2).cast::<[usize; 2]>().read() };
    println!("strong {strong}, weak field {weak}, weak_count {}", Rc::weak_count(&rc));
    println!("{} bytes", size_of::<RcInner<u64>>());
}
