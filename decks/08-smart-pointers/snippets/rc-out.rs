//@ check-fail: E0507
use std::rc::Rc;
// #region main
struct Pair { left: String, right: String }

fn main() {
    let b = Rc::new(Pair {
        left: "left".into(),
        right: "right".into(),
    });
    let left = b.left; //~ E0507
    println!("{left} {}", b.right);
}
// #endregion
