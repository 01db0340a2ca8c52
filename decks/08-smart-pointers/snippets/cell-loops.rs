//@ check
//@ flags: -O --crate-type=lib
//@ emit: asm add_cell
//@ emit: asm add_wide
//@ emit: asm add_ref
// Which of three loops is vectorised: over cells side by side yes; over cells with a word between them no, although nothing is tested; over `RefCell`s, which have a flag between them and test it, no.
use std::cell::{Cell, RefCell};

// #region all
#[unsafe(no_mangle)]
pub fn add_cell(cells: &[Cell<u32>]) {
    for c in cells { c.set(c.get() + 1) }
}
#[unsafe(no_mangle)]
pub fn add_wide(cells: &[(u64, Cell<u32>)]) {
    for (_, c) in cells { c.set(c.get() + 1) }
}
#[unsafe(no_mangle)]
pub fn add_ref(cells: &[RefCell<u32>]) {
    for c in cells { *c.borrow_mut() += 1 }
}
// #endregion
