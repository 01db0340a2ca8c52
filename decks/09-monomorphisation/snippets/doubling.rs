//@ run
//@ flags: -Copt-level=0
//@ emit: mono size
use std::marker::PhantomData as P;
// #region generic
trait Size { fn size() -> u64; }
struct L<T>(P<T>);
struct R<T>(P<T>);
struct N<const D: u8, T>(P<T>);

impl<T> Size for N<0, T> { fn size() -> u64 { 1 } }
impl<T> Size for N<1, T> {
    fn size() -> u64 { N::<0, L<T>>::size() + N::<0, R<T>>::size() }
}
impl<T> Size for N<2, T> {
    fn size() -> u64 { N::<1, L<T>>::size() + N::<1, R<T>>::size() }
}
// #endregion
fn main() { println!("{}", N::<2, ()>::size()); }
