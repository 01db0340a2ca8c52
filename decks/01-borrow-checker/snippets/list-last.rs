// The borrow of `next` is made in the arm that assigns, so nothing is borrowed on the way out of the loop.
//@ check
#![crate_type = "lib"]

pub struct List { pub value: u32, pub next: Option<Box<List>> }

// #region program
pub fn end(mut at: &mut Option<Box<List>>) -> &mut Option<Box<List>> {
    while let Some(list) = at {
        at = &mut list.next;
    }
    at
}
// #endregion program
