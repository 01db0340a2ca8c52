//@ run
// #region main
use std::rc::Rc;

fn main() {
    let mut a = Rc::new(1);
    let weak = Rc::downgrade(&a);
    println!("{:?}", Rc::get_mut(&mut a));
    *Rc::make_mut(&mut a) += 1;
    println!("{a} {:?}", weak.upgrade());
}
// #endregion
