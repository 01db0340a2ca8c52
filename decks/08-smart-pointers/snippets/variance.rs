//@ check-fail: E0597
use std::cell::Cell;
// #region main
fn put<'a>(slot: &Cell<&'a str>, text: &'a str) {
    slot.set(text);
}
fn main() {
    let slot: Cell<&'static str> = Cell::new("static");
    {
        let local = String::from("local");
        put(&slot, &local); //~ E0597
    }
    println!("{}", slot.get());
}
// #endregion
