//@ run
//@ toolchain: next
// #region all
use std::mem::DropGuard;
fn main() {
    let mut rows = vec![1];
    {
        let mut rows = DropGuard::new(&mut rows, |rows| rows.truncate(1));
        rows.push(2);
    }
    println!("{rows:?}");
}
// #endregion
