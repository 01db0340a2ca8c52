//@ run
#![allow(dead_code, clippy::drop_non_drop)]
use std::future::ready;

struct Kb([u8; 1024]);
impl Drop for Kb { fn drop(&mut self) {} }
fn look(_: &Kb) {}
fn kb() -> Kb { Kb([1; 1024]) }

// #region fns
async fn a() { ready(()).await }
async fn b() { let k = kb(); ready(()).await; look(&k) }
async fn c() { { let k = kb(); look(&k) } ready(()).await }
async fn d() { let k = kb(); drop(k); ready(()).await }
async fn e() { let k = kb(); look(&k); drop(k); ready(()).await }
async fn f(k: Kb) { ready(()).await; look(&k) }
// #endregion

fn main() {
    macro_rules! sizes { ($($e:expr),*) => { $(println!("{}  {:>4} bytes", &stringify!($e)[..1], size_of_val(&$e));)* } }
    sizes!(a(), b(), c(), d(), e(), f(kb()));
}
