// fails: takes_out_only_the_first_match_and_moves_no_other_node
// Overwrites the node with the next one, and takes that out.
pub struct Node {
    pub value: u32,
    pub next: Option<Box<Node>>,
}

/// Takes the first node with this value out of the list.
pub fn remove(mut cur: &mut Option<Box<Node>>, value: u32) {
    while cur.as_ref().is_some_and(|node| node.value != value) {
        cur = &mut cur.as_mut().unwrap().next;
    }
    if let Some(node) = cur {
        match node.next.take() {
            Some(next) => (node.value, node.next) = (next.value, next.next),
            None => *cur = None,
        }
    }
}
