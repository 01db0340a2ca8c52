//@ run
// #region q
use std::rc::{Rc, Weak};

struct Node { me: Weak<Node> }
impl Drop for Node {
    fn drop(&mut self) {
        let alive = self.me.upgrade().is_some();
        println!("inside {alive}");
    }
}
fn main() {
    let node = Rc::new_cyclic(|me: &Weak<_>|
        Node { me: me.clone() });
    let alive = node.me.upgrade().is_some();
    println!("before {alive}");
}
// #endregion
