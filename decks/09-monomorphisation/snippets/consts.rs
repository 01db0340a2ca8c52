//@ run
//@ flags: -Copt-level=0
//@ emit: mono sum
use std::hint::black_box;
// #region generic
fn sum<const N: usize>(
    a: [u32; N],
) -> u32 {
    let mut s = 0;
    for x in a { s += x; }
    s
}
// #endregion

fn main() {
    println!("{}", sum(black_box([1; 1])) + sum(black_box([1; 2])) + sum(black_box([1; 3])) + sum(black_box([5; 3])));
}
