//@ run
//@ crate: tokio
use tokio::{runtime::Builder, task::yield_now};

fn main() {
    // #region q
    let runtime = Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let first = tokio::spawn(async { print!("first ") });
        let second = tokio::spawn(async { print!("second ") });
        drop(first);
        second.abort();
        yield_now().await;
    });
    println!("end");
    // #endregion
}
