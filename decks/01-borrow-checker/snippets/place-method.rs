//@ check-fail: E0502 E0499
// Two places that a human sees and the checker does not: behind a method, and behind an index.
struct S { a: Vec<i32>, b: i32 }
impl S { fn b(&mut self) -> &mut i32 { &mut self.b } }

fn main() {
    let mut s = S { a: vec![1, 2], b: 0 };
    for x in &s.a {
        *s.b() += x; //~ E0502
    }
    let (l, r) = (&mut s.a[0], &mut s.a[1]); //~ E0499
    std::mem::swap(l, r);
}
