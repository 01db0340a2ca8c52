//@ run
// #region main
use std::cell::{LazyCell, OnceCell};

fn main() {
    let once = OnceCell::new();
    let text: &String = once.get_or_init(|| "first".into());
    println!("{text} {:?}", once.set("second".into()));

    let lazy = LazyCell::new(|| {
        println!("computing");
        42
    });
    println!("{} {}", *lazy, *lazy);
}
// #endregion
