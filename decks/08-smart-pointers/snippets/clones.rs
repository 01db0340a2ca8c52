//@ check
//@ flags: -O
//@ emit: asm rc_clone
//@ emit: asm arc_clone
#![crate_type = "lib"]
use std::{rc::Rc, sync::Arc};
// #region both
#[unsafe(no_mangle)]
fn rc_clone(x: &Rc<i32>) -> Rc<i32> {
    x.clone()
}

#[unsafe(no_mangle)]
fn arc_clone(x: &Arc<i32>) -> Arc<i32> {
    x.clone()
}
// #endregion
