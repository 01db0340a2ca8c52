//@ run
//@ trace
//@ crate: memtrace
// Two nodes that own each other: both handles go, both counts stop at one, neither block is freed.
use memtrace::{dropped, seen, step, track};
use std::{cell::RefCell, rc::Rc};
struct Node { peer: RefCell<Option<Rc<Node>>> }
seen! { Node { peer } }
impl Node {
    fn new() -> Rc<Node> { Rc::new(Node { peer: RefCell::new(None) }) }
    fn link(&self, to: &Rc<Node>) { *self.peer.borrow_mut() = Some(Rc::clone(to)); }
}

fn main() {
    step! { let a = Node::new(); }
    track!(a);
    step! { let b = Node::new(); }
    track!(b);
    step! { a.link(&b); }
    step! { b.link(&a); }
    step! { drop(a); }
    dropped!(a);
    step! { drop(b); }
    dropped!(b);
    memtrace::end();
}
