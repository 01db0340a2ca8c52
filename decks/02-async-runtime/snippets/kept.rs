//@ run
// What else is kept: a local that has to be dropped after the `.await`, and an argument, whatever the body does with it.
#![allow(dead_code, clippy::drop_non_drop)]
use std::future::{pending, ready};

struct Kb([u8; 1024]);
impl Drop for Kb { fn drop(&mut self) {} }
fn look(_: &Kb) {}
fn kb() -> Kb { Kb([1; 1024]) }

// #region fns
async fn guard() { let _k = kb(); ready(()).await }
async fn drops(k: Kb) { drop(k); ready(()).await }
async fn in_a_block(k: Kb) { { let k = k; look(&k) } ready(()).await }
// #endregion

fn main() {
    macro_rules! sizes { ($($e:expr),*) => { $(println!("{:<18} {:>4} bytes", stringify!($e), size_of_val(&$e));)* } }
    sizes!(guard(), drops(kb()), in_a_block(kb()), pending::<()>());
}
