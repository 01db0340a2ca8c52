//@ run
// #region q
use std::rc::{Rc, Weak};
struct Node(Weak<Node>);
impl Drop for Node {
    fn drop(&mut self) {
        let alive = self.0.upgrade().is_some();
        println!("inside {alive}");
    }
}
fn main() {
    let a = Rc::new_cyclic(|me| Node(me.clone()));
    let alive = a.0.upgrade().is_some();
    println!("before {alive}");
}
// #endregion
