//@ check
use std::{pin::Pin, rc::Rc, sync::Arc};

// #region trait
pub trait Node {
    fn by_ref(&self);
    fn by_mut(&mut self);
    fn boxed(self: Box<Self>);
    fn shared(self: Rc<Self>);
    fn atomic(self: Arc<Self>);
    fn pinned(self: Pin<&mut Self>);
}

pub fn draw(_: &dyn Node) {}
// #endregion
