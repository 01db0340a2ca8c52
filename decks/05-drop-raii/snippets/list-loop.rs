//@ run
#![allow(dead_code)]
struct Node { next: Option<Box<Node>> }
// #region all
struct List { head: Option<Box<Node>> }
impl Drop for List {
    fn drop(&mut self) {
        let mut next = self.head.take();
        while let Some(mut node) = next {
            next = node.next.take();
        }
    }
}
// #endregion
fn main() {
    let mut head = None;
    for _ in 0..2_000_000 { head = Some(Box::new(Node { next: head })) }
    drop(List { head });
    println!("dropped");
}
