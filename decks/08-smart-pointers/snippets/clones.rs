//@ check
//@ flags: -O -C relocation-model=static
//@ emit: asm rc_clone
//@ emit: asm arc_clone
//@ emit: asm rc_drop
//@ emit: asm arc_drop
#![crate_type = "lib"]
use std::{rc::Rc, sync::Arc};
// #region both
fn rc_clone(x: &Rc<i32>) -> Rc<i32> {
    x.clone()
}
fn arc_clone(x: &Arc<i32>) -> Arc<i32> {
    x.clone()
}
fn rc_drop(x: Rc<i32>) {
    drop(x)
}
fn arc_drop(x: Arc<i32>) {
    drop(x)
}
// #endregion
/// Takes the functions' addresses, so that their code is emitted.
pub static KEPT: (fn(&Rc<i32>) -> Rc<i32>, fn(&Arc<i32>) -> Arc<i32>, fn(Rc<i32>), fn(Arc<i32>)) = (rc_clone, arc_clone, rc_drop, arc_drop);
