//@ check-fail: E0277
//@ crate: tokio
use std::cell::Cell;
pub fn start() {
    // #region main
    tokio::spawn(async {
        let v = vec![1, 2, 3];
        let total = Cell::new(0);
        tokio::join!(
            async { total.set(total.get() + v[0]) },
            async { total.set(total.get() + v[1] + v[2]) },
        );
    });
    // #endregion main
}
fn main() {}
