// fails: a_long_list_dies_on_a_small_stack
// Only the first node is taken out; the rest still hangs in one chain.
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
        self.pop();
    }
}
