//@ run
// #region main
use std::rc::{Rc, Weak};

struct Gadget { me: Weak<Gadget> }

fn main() {
    let g = Rc::new_cyclic(|me: &Weak<Gadget>| {
        println!("inside  {}", me.upgrade().is_some());
        Gadget { me: me.clone() }
    });
    println!("outside {}", g.me.upgrade().is_some());
}
// #endregion
