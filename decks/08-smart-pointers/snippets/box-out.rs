//@ run
fn pair(left: &str, right: &str) -> Pair {
    Pair { left: left.into(), right: right.into() }
}
// #region main
struct Pair { left: String, right: String }

fn main() {
    let b = Box::new(pair("left", "right"));
    let left = b.left;
    println!("{left} {}", b.right);
}
// #endregion
