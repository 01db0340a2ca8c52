//@ run
// One table for two types, and for two traits: within a codegen unit equal tables are one allocation.
trait Marker {}
trait Other {}

struct A(u8);
struct B(u8);
impl Marker for A {}
impl Marker for B {}
impl Other for A {}

/// The second word of a wide reference.
fn table<T: ?Sized>(p: &T) -> usize {
    let [_, table]: [usize; 2] = unsafe { std::mem::transmute_copy(&p) };
    table
}

// #region main
fn main() {
    let (a, b) = (A(1), B(2));
    let (x, y): (&dyn Marker, &dyn Marker) = (&a, &b);
    let z: &dyn Other = &a;
    println!("A as Marker, B as Marker: {}", table(x) == table(y));
    println!("A as Marker, A as Other:  {}", table(x) == table(z));
    assert_eq!((a.0, b.0), (1, 2));
}
// #endregion
