//@ check
// Through a Box the two fields are separate places: no call stands between.
pub struct S { a: Vec<u8>, b: Vec<u8> }
pub fn copy(mut s: Box<S>) {
    for x in s.a.iter() {
        s.b.push(*x);
    }
}
fn main() {}
