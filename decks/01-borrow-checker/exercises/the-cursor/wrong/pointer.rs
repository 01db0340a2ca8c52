// fails: unsafe_code
// Goes around the checker.
pub struct Node {
    pub value: u32,
    pub next: Option<Box<Node>>,
}

/// Takes the first node with this value out of the list.
pub fn remove(mut cur: &mut Option<Box<Node>>, value: u32) {
    while let Some(node) = cur {
        let node: *mut Node = &mut **node;
        unsafe {
            if (*node).value == value {
                *cur = (*node).next.take();
                return;
            }
            cur = &mut (*node).next;
        }
    }
}
