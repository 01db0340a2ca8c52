//@ run
// #region q
use std::rc::{Rc, Weak};

struct Node { me: Weak<Node> }
impl Drop for Node {
    fn drop(&mut self) {
        println!("inside {}", self.me.upgrade().is_some());
    }
}
fn main() {
    let node = Rc::new_cyclic(|me| Node { me: me.clone() });
    println!("before {}", node.me.upgrade().is_some());
}
// #endregion
