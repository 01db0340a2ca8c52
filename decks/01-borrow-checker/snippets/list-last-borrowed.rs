// The borrow is made before the test, and is in scope on the way out of the loop.
//@ check-fail: E0499
#![crate_type = "lib"]

pub struct List { pub value: u32, pub next: Option<Box<List>> }

// #region program
pub fn last(mut list: &mut List) -> &mut List {
    while let Some(next) = &mut list.next {
        list = next;
    }
    list //~ E0499
}
// #endregion program
