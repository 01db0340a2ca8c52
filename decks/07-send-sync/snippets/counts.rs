//@ check
//@ flags: -O --crate-type=lib
//@ emit: asm clone_rc
//@ emit: asm clone_arc
// What a clone of each handle becomes.
use std::{rc::Rc, sync::Arc};
// #region all
#[unsafe(no_mangle)]
pub fn clone_rc(x: &Rc<u8>) -> Rc<u8> { x.clone() }

#[unsafe(no_mangle)]
pub fn clone_arc(x: &Arc<u8>) -> Arc<u8> { x.clone() }
// #endregion
