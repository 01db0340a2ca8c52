// `guard-drop`, without the destructor.
//@ check
//@ emit: nll watch
#![crate_type = "lib"]

// #region type
pub struct Guard<'a>(&'a Vec<i32>);
// #endregion type

// #region program
pub fn watch(v: &mut Vec<i32>) {
    let g = Guard(v);
    check(&g);
    v.push(2);
}
// #endregion program

fn check(g: &Guard) {
    assert!(!g.0.is_empty());
}
