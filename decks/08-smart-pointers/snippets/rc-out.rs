//@ check-fail: E0507
use std::rc::Rc;
fn pair(left: &str, right: &str) -> Pair {
    Pair { left: left.into(), right: right.into() }
}
// #region main
struct Pair { left: String, right: String }

fn main() {
    let b = Rc::new(pair("left", "right"));
    let left = b.left; //~ E0507
    println!("{left} {}", b.right);
}
// #endregion
