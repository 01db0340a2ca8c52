// fails: allocates_nothing_and_frees_the_node
// Collects the boxes in a vector and links them again.
pub struct Node {
    pub value: u32,
    pub next: Option<Box<Node>>,
}

/// Takes the first node with this value out of the list.
pub fn remove(cur: &mut Option<Box<Node>>, value: u32) {
    let mut nodes = vec![];
    let mut rest = cur.take();
    while let Some(mut node) = rest {
        rest = node.next.take();
        nodes.push(node);
    }
    if let Some(at) = nodes.iter().position(|node| node.value == value) {
        nodes.remove(at);
    }
    *cur = nodes.into_iter().rev().fold(None, |next, mut node| {
        node.next = next;
        Some(node)
    });
}
