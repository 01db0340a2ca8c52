//@ run
// #region all
struct S { a: Vec<i32>, b: i32 }

fn main() {
    let mut s = S { a: vec![1, 2], b: 0 };
    for x in &s.a {
        s.b += x;
    }
    println!("{}", s.b);
}
// #endregion
