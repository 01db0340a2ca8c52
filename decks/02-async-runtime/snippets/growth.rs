//@ run
//@ trace
// Bytes of one future that is wrapped again and again, and what each remedy saves. Compile-time constants: no clock is involved.
use std::{future::Future, pin::{Pin, pin}};

// #region wrap
async fn wrap(f: impl Future<Output = ()>) { async {}.await; f.await }
// #endregion
async fn box_inside(f: impl Future<Output = ()>) { let f = Box::pin(f); async {}.await; f.await }
async fn by_reference<F: Future<Output = ()>>(f: Pin<&mut F>) { async {}.await; f.await }

/// Keeps 1 KiB across an await.
fn leaf() -> impl Future<Output = ()> {
    let blob = [0u8; 1024];
    async move { async {}.await; std::hint::black_box(&blob); }
}
fn measure(group: &str, name: &str, future: &impl Sized) {
    println!(r#"{{"ev":"measure","group":"{group}","name":"{name}","value":{},"unit":"bytes"}}"#, size_of_val(future));
}

fn main() {
    let g = "wrapped by an async fn";
    measure(g, "the leaf", &leaf());
    measure(g, "once", &wrap(leaf()));
    measure(g, "twice", &wrap(wrap(leaf())));
    measure(g, "four times", &wrap(wrap(wrap(wrap(leaf())))));
    let g = "wrapped once, and three remedies";
    measure(g, "an async fn", &wrap(leaf()));
    measure(g, "boxed inside the async fn", &box_inside(leaf()));
    measure(g, "boxed before the call", &wrap(Box::pin(leaf())));
    measure(g, "passed as Pin<&mut F>", &by_reference(pin!(leaf())));
}
