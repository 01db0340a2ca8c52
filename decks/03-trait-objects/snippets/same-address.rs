//@ run
use std::ptr;

trait Part { fn id(&self) -> u8; }
struct Inner(u8);
struct Outer { inner: Inner }
struct Empty;
impl Part for Inner { fn id(&self) -> u8 { self.0 } }
impl Part for Outer { fn id(&self) -> u8 { self.inner.0 + 1 } }
impl Part for Empty { fn id(&self) -> u8 { 0 } }

// #region main
fn main() {
    let outer = Outer { inner: Inner(7) };
    let (a, b): (&dyn Part, &dyn Part) = (&outer, &outer.inner);
    println!("struct and first field {}", ptr::addr_eq(a, b));

    let pair = [Empty, Empty];
    let (c, d): (&dyn Part, &dyn Part) = (&pair[0], &pair[1]);
    println!("two empty elements     {}", ptr::addr_eq(c, d));
    assert_eq!([a.id(), b.id(), c.id(), d.id()], [8, 7, 0, 0]);
}
// #endregion
