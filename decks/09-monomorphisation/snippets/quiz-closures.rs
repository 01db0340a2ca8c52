//@ run
//@ flags: -Copt-level=0
//@ emit: mono apply
// #region q
fn apply<F: Fn(u32) -> u32>(f: F) -> u32 { f(1) }
fn double(x: u32) -> u32 { x * 2 }

fn main() {
    let inc = |x| x + 1;
    let a = apply(inc) + apply(inc);
    let b = apply(double);
    let c = apply(double as fn(u32) -> u32);
    println!("{}", a + b + c);
}
// #endregion
