//@ run
//@ trace
//@ crate: memtrace
// Owners inside owners: dropping the first frees the whole chain, outside in.
use memtrace::{dropped, moved, seen, step, track};
struct Node { value: u64, next: Option<Box<Node>> }
seen! { Node { value, next } }
impl Node {
    fn new(value: u64, next: Option<Box<Node>>) -> Self { Node { value, next } }
}
impl Drop for Node {
    fn drop(&mut self) {
        memtrace::line(line!(), "fn drop(&mut self)");
        memtrace::drops(self, "Node::drop");
    }
}

fn main() {
    step! { let tail = Box::new(Node::new(2, None)); }
    track!(tail);
    step! { let head = Box::new(Node::new(1, Some(tail))); }
    track!(head);
    moved!(tail);
    step! { drop(head); }
    dropped!(head);
    memtrace::end();
}
