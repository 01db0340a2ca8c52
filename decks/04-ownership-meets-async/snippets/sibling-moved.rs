//@ check-fail: E0505
use std::cell::Cell;
struct Parsed<'a> { text: String, first: Cell<Option<&'a String>> }
fn main() {
    // #region main
    let p = Parsed { text: "hello".into(), first: Cell::new(None) };
    p.first.set(Some(&p.text));
    let q = p; //~ E0505
    println!("{:?}", q.first.get());
    // #endregion main
}
