//@ run
use std::{cell::Cell, future::{Future, pending}, pin::Pin, task::{Context, Waker}};

thread_local!(static AT: Cell<usize> = const { Cell::new(0) });
async fn work() {
    let local = [0u8; 8];
    AT.set(&raw const local as usize);
    pending::<()>().await;
    println!("{local:?}");
}
fn poll(f: &mut Pin<Box<impl Future<Output = ()>>>) -> bool { f.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() }

fn main() {
    // #region main
    let mut a = Box::pin(work());
    assert!(poll(&mut a));
    let start = &raw const *a as usize;
    let b = a;
    println!("same place: {}", &raw const *b as usize == start);
    println!("local inside: {}", (start..start + size_of_val(&*b)).contains(&AT.get()));
    // #endregion
}
