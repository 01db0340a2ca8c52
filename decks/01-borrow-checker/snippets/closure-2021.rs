//@ run
//@ edition: 2021
struct S { a: Vec<i32>, b: i32 }

// #region main
fn main() {
    let mut s = S { a: vec![1], b: 0 };
    let len = || s.a.len();
    s.b += 1;
    println!("{} {}", len(), s.b);
}
// #endregion
