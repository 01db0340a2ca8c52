//@ run
use std::panic::{catch_unwind, set_hook, AssertUnwindSafe};
// #region guard
struct Tx<'a> {
    rows: &'a mut Vec<i32>,
    len: usize,
    done: bool,
}
impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if !self.done {
            self.rows.truncate(self.len)
        }
    }
}
// #endregion
impl<'a> Tx<'a> {
    fn begin(rows: &'a mut Vec<i32>) -> Self { Tx { len: rows.len(), rows, done: false } }
    fn commit(mut self) { self.done = true }
}
type Done = Result<(), &'static str>;
// #region add
fn add(rows: &mut Vec<i32>, row: i32) -> Done {
    let tx = Tx::begin(rows);
    tx.rows.push(row);
    check(row)?;       // may also panic
    tx.commit();
    Ok(())
}
// #endregion
fn check(row: i32) -> Done {
    match row { 0 => panic!("zero"), ..0 => Err("negative"), _ => Ok(()) }
}
fn main() {
    set_hook(Box::new(|_| {}));
    let mut rows = vec![1];
    for row in [2, -1, 0] {
        let way = match catch_unwind(AssertUnwindSafe(|| add(&mut rows, row).is_ok())) {
            Ok(true) => "returns", Ok(false) => "leaves by ?", Err(_) => "panics",
        };
        println!("add {row:>2} {way:<11} {rows:?}");
    }
}
