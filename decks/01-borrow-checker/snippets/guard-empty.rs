// `guard-drop`, with an empty destructor.
//@ check-fail: E0502
//@ variant-of: guard-drop
//@ label: an empty destructor
//@ emit: nll watch
#![crate_type = "lib"]

// #region all
// #region type
pub struct Guard<'a>(&'a Vec<i32>);

impl Drop for Guard<'_> {
    fn drop(&mut self) {}
}
// #endregion type

// #region program
pub fn watch(v: &mut Vec<i32>) {
    let g = Guard(v);
    check(&g);
    v.push(2); //~ E0502
}
// #endregion program
// #endregion all

fn check(g: &Guard) {
    assert!(!g.0.is_empty());
}
