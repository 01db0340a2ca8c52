// fails: allocates_nothing_and_frees_the_node
// Leaks the node so that it can be borrowed for ever.
pub struct Node {
    pub value: u32,
    pub next: Option<Box<Node>>,
}

/// Takes the first node with this value out of the list.
pub fn remove(cur: &mut Option<Box<Node>>, value: u32) {
    if cur.as_ref().is_some_and(|node| node.value == value) {
        let node = Box::leak(cur.take().unwrap());
        *cur = node.next.take();
    } else if let Some(node) = cur {
        remove(&mut node.next, value);
    }
}
