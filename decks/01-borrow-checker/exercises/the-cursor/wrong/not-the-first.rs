// fails: takes_out_the_first_and_the_last
// Looks one node ahead, and never at the first.
pub struct Node {
    pub value: u32,
    pub next: Option<Box<Node>>,
}

/// Takes the first node with this value out of the list.
pub fn remove(mut cur: &mut Option<Box<Node>>, value: u32) {
    while let Some(node) = cur {
        if node.next.as_ref().is_some_and(|next| next.value == value) {
            node.next = node.next.take().and_then(|next| next.next);
            return;
        }
        cur = &mut node.next;
    }
}
