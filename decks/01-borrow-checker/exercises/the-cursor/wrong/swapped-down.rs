// fails: takes_out_only_the_first_match_and_moves_no_other_node
// Moves the values up by one, and takes out the last node.
pub struct Node {
    pub value: u32,
    pub next: Option<Box<Node>>,
}

/// Takes the first node with this value out of the list.
pub fn remove(cur: &mut Option<Box<Node>>, value: u32) {
    let mut at = cur.as_mut();
    let mut found = false;
    while let Some(node) = at {
        found |= node.value == value;
        if let Some(next) = node.next.as_mut().filter(|_| found) {
            std::mem::swap(&mut node.value, &mut next.value);
        }
        at = node.next.as_mut();
    }
    let mut end = cur;
    while found && end.as_ref().is_some_and(|node| node.next.is_some()) {
        end = &mut end.as_mut().unwrap().next;
    }
    if found {
        *end = None;
    }
}
