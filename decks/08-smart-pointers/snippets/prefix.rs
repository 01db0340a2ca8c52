//@ run
// #region main
use std::cell::Cell;

fn main() {
    let mut a = [1, 2, 3, 4];
    let whole = Cell::from_mut(&mut a[..]);
    let cells = whole.as_slice_of_cells();
    for w in cells.windows(2) {
        w[1].set(w[0].get() + w[1].get());
    }
    println!("{a:?}");
}
// #endregion
