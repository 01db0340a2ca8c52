//@ run-fail: 101
//@ crate: tokio
use tokio::{runtime::Builder, task::block_in_place};

fn main() {
    let runtime = Builder::new_current_thread().build().unwrap();
    // #region main
    runtime.block_on(async {
        let mut s = String::new();
        block_in_place(|| s.push_str("done"));
        println!("{s}");
    });
    // #endregion
}
