// fails: takes_out_only_the_first_match_and_moves_no_other_node
// Takes out every node with the value.
pub struct Node {
    pub value: u32,
    pub next: Option<Box<Node>>,
}

/// Takes the first node with this value out of the list.
pub fn remove(cur: &mut Option<Box<Node>>, value: u32) {
    let mut rest = cur.take();
    let mut end = cur;
    while let Some(mut node) = rest {
        rest = node.next.take();
        if node.value != value {
            end = &mut end.insert(node).next;
        }
    }
}
