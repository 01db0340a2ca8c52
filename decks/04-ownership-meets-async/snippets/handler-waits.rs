//@ run
//@ crate: tokio
use std::{pin::pin, time::Duration};
use tokio::{sync::Mutex, time::{sleep, timeout}};
// #region upload
async fn upload(m: &Mutex<()>) {
    let _g = m.lock().await;
    println!("uploaded");
}
// #endregion upload
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let m: &'static Mutex<()> = Box::leak(Box::new(Mutex::new(())));
    // Another task has the lock, and lets go of it later.
    tokio::spawn(async { let _g = m.lock().await; sleep(Duration::from_secs(5)).await; });
    tokio::task::yield_now().await;
    let all = async {
        // #region main
        let mut up = pin!(upload(m));
        tokio::select! { biased;
            () = &mut up => println!("done"),
            () = sleep(Duration::from_secs(1)) => {
                println!("the handler wants the lock");
                let _g = m.lock().await; // `up` is before it in the queue
                println!("the handler has the lock");
            }
        }
        // #endregion main
    };
    println!("{:?}", timeout(Duration::from_secs(3600), all).await.map_err(|e| e.to_string()));
}
