//@ check
//@ emit: thir calls
// What the typed tree says of each `&mut`: the argument is a constant, so that all of them compile.
#![crate_type = "lib"]
use std::{num::Wrapping, sync::MutexGuard};

pub fn calls(v: &mut Vec<usize>, mut x: Wrapping<u8>, vv: &mut Vec<Vec<usize>>, a: &mut [Vec<usize>; 2], mut g: MutexGuard<'_, Vec<usize>>, mut b: Box<Vec<usize>>) {
    // #region calls
    v.push(1);
    Vec::push(&mut *v, 1);
    Vec::push(v, 1);
    x += x;
    vv[0].push(1);
    a[0].push(1);
    g.push(1);
    b.push(1);
    // #endregion
}
