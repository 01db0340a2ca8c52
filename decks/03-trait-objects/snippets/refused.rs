//@ check-fail: E0038
use std::rc::Rc;
// #region trait
trait Node {
    fn size(&self) -> usize;
    // #region where
    fn new() -> u32;
    const KIND: u8;
    fn shared(self: &Rc<Self>);
    // #endregion where
    // #region which
    fn visit<F: Fn(u8)>(&self, f: F);
    // #endregion which
    // #region what
    fn copy(&self) -> Self;
    fn same(&self, other: &Self) -> bool;
    fn kids(&self) -> impl Iterator<Item = u8>;
    async fn load(&self);
    // #endregion what
}

fn draw(_: &dyn Node) {} //~ E0038
// #endregion trait
