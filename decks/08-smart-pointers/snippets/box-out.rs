//@ run
// #region main
struct Pair { left: String, right: String }

fn main() {
    let b = Box::new(Pair {
        left: "left".into(),
        right: "right".into(),
    });
    let left = b.left;
    println!("{left} {}", b.right);
}
// #endregion
