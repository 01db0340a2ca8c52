// `guard-assigned`, with `drop(held.take());` on line 4.
//@ check-fail: E0502
//@ emit: nll watch
#![crate_type = "lib"]

// #region type
pub struct Guard<'a>(&'a Vec<i32>);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        println!("{}", self.0.len());
    }
}
// #endregion type

// #region program
pub fn watch(v: &mut Vec<i32>) {
    let mut held = Some(Guard(v));
    assert!(held.is_some());
    drop(held.take());
    v.push(2); //~ E0502
}
// #endregion program
