// fails: allocates_nothing_and_frees_the_node
// Makes a new list.
pub struct Node {
    pub value: u32,
    pub next: Option<Box<Node>>,
}

/// Takes the first node with this value out of the list.
pub fn remove(cur: &mut Option<Box<Node>>, value: u32) {
    let mut values = vec![];
    let mut at = cur.as_ref();
    while let Some(node) = at {
        values.push(node.value);
        at = node.next.as_ref();
    }
    if let Some(at) = values.iter().position(|&v| v == value) {
        values.remove(at);
    }
    *cur = values.iter().rev().fold(None, |next, &value| Some(Box::new(Node { value, next })));
}
