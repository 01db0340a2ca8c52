// `guard-drop`, with a `Vec<Guard>` as the guard.
//@ check-fail: E0502
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
    let guards = vec![Guard(v)];
    check(&guards[0]);
    v.push(2); //~ E0502
}
// #endregion program

fn check(g: &Guard) {
    assert!(!g.0.is_empty());
}
