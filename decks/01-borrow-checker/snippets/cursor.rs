//@ check-fail: E0506
//@ emit: polonius
#![crate_type = "lib"]

pub struct Node { pub v: u32, pub next: Option<Box<Node>> }

// #region program
pub fn remove(mut cur: &mut Option<Box<Node>>, v: u32) {
    while let Some(node) = cur {
        if node.v == v {
            *cur = node.next.take(); //~ E0506
            return;
        }
        cur = &mut node.next;
    }
}
// #endregion
