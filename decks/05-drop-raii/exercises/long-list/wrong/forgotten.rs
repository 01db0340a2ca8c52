// fails: every_node_is_freed
// The nodes are forgotten: no recursion, and no memory comes back.
struct Node {
    value: u64,
    next: Option<Box<Node>>,
}

#[derive(Default)]
pub struct List {
    head: Option<Box<Node>>,
}

impl List {
    pub fn push(&mut self, value: u64) {
        let next = self.head.take();
        self.head = Some(Box::new(Node { value, next }));
    }

    pub fn pop(&mut self) -> Option<u64> {
        let node = self.head.take()?;
        self.head = node.next;
        Some(node.value)
    }
}

impl Drop for List {
    fn drop(&mut self) {
        std::mem::forget(self.head.take());
    }
}
