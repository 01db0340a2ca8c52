//@ check-fail: E0038
// #region trait
trait Node: Clone + PartialEq {
    fn size(&self) -> usize;
}
fn draw(_: &dyn Node) {} //~ E0038
// #endregion
