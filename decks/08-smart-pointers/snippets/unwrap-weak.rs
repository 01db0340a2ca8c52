//@ run
// try_unwrap looks at the strong count only.
use std::rc::Rc;
fn main() {
    let rc = Rc::new(String::from("value"));
    let weak = Rc::downgrade(&rc);
    println!("{:?} {:?}", Rc::try_unwrap(rc), weak.upgrade());
}
