// `guard-drop`, with `forget(g);` between lines 3 and 4.
//@ check
//@ variant-of: guard-drop
//@ label: mem::forget(g)
//@ emit: nll watch
#![crate_type = "lib"]

// #region all
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
    let g = Guard(v);
    check(&g);
    std::mem::forget(g);
    v.push(2);
}
// #endregion program
// #endregion all

fn check(g: &Guard) {
    assert!(!g.0.is_empty());
}
