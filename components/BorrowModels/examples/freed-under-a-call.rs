//@ run
// A reference argument keeps its memory alive for the whole call; a raw pointer does not. `leak` is what the first owner became.
// #region shown
fn free(p: *mut u8) {
    let owner = unsafe { Box::from_raw(p) };
    drop(owner);
}

fn look(_held: &u8, p: *mut u8) {
    free(p);
}

fn main() {
    let leak = Box::into_raw(Box::new(7));
    look(unsafe { &*leak }, leak);
}
// #endregion
