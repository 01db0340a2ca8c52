// `guard-drop`, with the guard in a `ManuallyDrop`, which does not drop its field.
//@ check
#![crate_type = "lib"]
use std::mem::ManuallyDrop;

pub struct Guard<'a>(&'a Vec<i32>);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        println!("{}", self.0.len());
    }
}

// #region program
pub fn watch(v: &mut Vec<i32>) {
    let g = ManuallyDrop::new(Guard(v));
    assert!(!g.0.is_empty());
    v.push(2);
}
// #endregion program
