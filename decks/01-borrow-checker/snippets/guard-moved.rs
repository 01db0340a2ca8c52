// `guard-drop`, with `drop(g);` between lines 3 and 4.
//@ check
#![crate_type = "lib"]

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
    drop(g);
    v.push(2);
}
// #endregion program

fn check(g: &Guard) {
    assert!(!g.0.is_empty());
}
