//@ run
use std::rc::{Rc, Weak};
// #region main
struct Gadget { me: Weak<Gadget> }
fn main() {
    let g = Rc::new_cyclic(|me: &Weak<Gadget>| {
        println!("{}", me.upgrade().is_some());
        Gadget { me: me.clone() }
    });
    println!("{}", g.me.upgrade().is_some());
}
// #endregion
