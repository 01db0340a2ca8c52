//@ run
//@ crate: tokio
// tokio's `timeout` is a struct that holds its future once: sizes add up, they do not double.
use std::{future::Future, time::Duration};
use tokio::time::timeout;

const D: Duration = Duration::from_millis(1);
/// Keeps 1 KiB across an await.
fn leaf() -> impl Future<Output = ()> {
    let blob = [0u8; 1024];
    async move { async {}.await; std::hint::black_box(&blob); }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        println!("{}", size_of_val(&leaf()));
        println!("{}", size_of_val(&timeout(D, leaf())));
        println!("{}", size_of_val(&timeout(D, timeout(D, timeout(D, timeout(D, leaf()))))));
    });
}
