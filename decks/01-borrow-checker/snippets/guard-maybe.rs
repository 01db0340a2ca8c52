// `guard-drop`, with `drop(g);` on one path.
//@ check-fail: E0502
//@ variant-of: guard-drop
//@ label: drop(g) on one path
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
pub fn watch(v: &mut Vec<i32>, early: bool) {
    let g = Guard(v);
    check(&g);
    if early { drop(g); }
    v.push(2); //~ E0502
}
// #endregion program
// #endregion all

fn check(g: &Guard) {
    assert!(!g.0.is_empty());
}
