//@ run
// #region q
use std::any::Any;

fn main() {
    let x: Box<dyn Any> = Box::new(7_u32);
    let a: &dyn Any = &x;
    let b: &dyn Any = &*x;
    println!("{} {}", a.is::<u32>(), b.is::<u32>());
}
// #endregion
