//@ check-fail: E0506
//@ edition: 2018
struct S { a: Vec<i32>, b: i32 }

// #region main
fn main() {
    let mut s = S { a: vec![1], b: 0 };
    let len = || s.a.len();
    s.b += 1; //~ E0506
    println!("{} {}", len(), s.b);
}
// #endregion
