// fails: allocates_nothing_and_frees_the_node
// Changes a clone.
#[derive(Clone)]
pub struct Node {
    pub value: u32,
    pub next: Option<Box<Node>>,
}

/// Takes the first node with this value out of the list.
pub fn remove(cur: &mut Option<Box<Node>>, value: u32) {
    let mut copy = cur.clone();
    let mut at = &mut copy;
    while at.as_ref().is_some_and(|node| node.value != value) {
        at = &mut at.as_mut().unwrap().next;
    }
    if let Some(node) = at.take() {
        *at = node.next;
    }
    *cur = copy;
}
