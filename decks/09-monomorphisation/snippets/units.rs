//@ run
//@ flags: -Copt-level=0 -Ccodegen-units=4
//@ emit: mono largest
mod left { pub fn go() -> u8 { crate::largest(std::hint::black_box(&[1u8, 2])) } }
mod right { pub fn go() -> u64 { crate::largest(std::hint::black_box(&[1u64, 2])) } }
// #region generic
fn largest<T>(xs: &[T]) -> T
where T: PartialOrd + Copy
{
    let mut most = xs[0];
    for &x in xs {
        if x > most { most = x; }
    }
    most
}
// #endregion
fn main() { println!("{} {}", left::go(), right::go()); }
