//@ run
use std::rc::Rc;
struct D;
impl Drop for D { fn drop(&mut self) { print!("gone ") } }
// #region q
fn main() {
    let a = Rc::new(D);
    let b = Rc::clone(&a);
    let w = Rc::downgrade(&b);
    drop(a);
    print!("1 ");
    drop(b);
    print!("2 ");
    println!("{}", w.upgrade().is_some());
}
// #endregion
