//@ run-fail: 101
//@ crate: tokio
use tokio::{runtime::Builder, task::block_in_place};

fn main() {
    // #region main
    let runtime = Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut report = String::new();
        block_in_place(|| report.push_str("done"));
        println!("{report}");
    });
    // #endregion
}
