//@ run
// #region main
use std::cell::Cell;

struct Parsed<'a> { text: String, first: Cell<Option<&'a String>> }

fn main() {
    let p = Parsed { text: "hello".into(), first: Cell::new(None) };
    p.first.set(Some(&p.text)); // points at its sibling
    println!("{}", std::ptr::eq(p.first.get().unwrap(), &p.text));
}
// #endregion main
