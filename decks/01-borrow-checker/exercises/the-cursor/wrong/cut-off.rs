// fails: takes_out_a_node_in_the_middle
// Takes out the node with everything behind it.
pub struct Node {
    pub value: u32,
    pub next: Option<Box<Node>>,
}

/// Takes the first node with this value out of the list.
pub fn remove(mut cur: &mut Option<Box<Node>>, value: u32) {
    while cur.as_ref().is_some_and(|node| node.value != value) {
        cur = &mut cur.as_mut().unwrap().next;
    }
    *cur = None;
}
