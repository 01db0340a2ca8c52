//@ run
//@ trace
//@ output: measured
//@ crate: tokio
// Two workers, one kept for 50 ms after it woke others. How long until what it woke runs?
use std::{sync::Arc, time::{Duration, Instant}};
use tokio::{runtime::Builder, sync::Notify};

const BUSY: Duration = Duration::from_millis(50);

/// Stands for whatever keeps the thread without an `.await`.
fn block() { std::thread::sleep(BUSY) }

fn main() {
    for (name, others) in [("woken last", 0), ("woken before one other", 1)] {
        for _ in 0..9 {
            let runtime = Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap();
            let waited = runtime.block_on(async move {
                let signals: Vec<_> = (0..=others).map(|_| Arc::new(Notify::new())).collect();
                let tasks: Vec<_> = signals.iter().cloned().map(|s| tokio::spawn(async move { s.notified().await; Instant::now() })).collect();
                tokio::time::sleep(Duration::from_millis(20)).await; // all of them wait
                // #region busy
                let busy = tokio::spawn(async move {
                    let woke = Instant::now();
                    for signal in &signals { signal.notify_one() }
                    block(); // 50 ms without an .await
                    woke
                });
                // #endregion
                let woke = busy.await.unwrap();
                tasks.into_iter().next().unwrap().await.unwrap() - woke
            });
            println!(r#"{{"ev":"measure","name":"{name}","value":{:.3},"unit":"ms"}}"#, waited.as_secs_f64() * 1e3);
        }
    }
}
