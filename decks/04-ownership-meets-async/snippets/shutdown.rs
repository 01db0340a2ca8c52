//@ run
//@ crate: tokio
struct Guard;
impl Drop for Guard { fn drop(&mut self) { println!("dropped at its await") } }
// #region main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::spawn(async {
        let _guard = Guard;
        std::future::pending::<()>().await;
        println!("finished");
    });
    tokio::task::yield_now().await; // the task is polled once
    println!("main ends");
}
// #endregion main
