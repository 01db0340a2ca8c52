//@ run
//@ trace
//@ output: measured
//@ crate: tokio
// How late a 10 ms timer fires next to 100 ms of work, in one task of tokio and in two.
use std::time::{Duration, Instant};
use tokio::{runtime::{Builder, Runtime}, task::{block_in_place, spawn_blocking}, time::sleep};

const WORK: Duration = Duration::from_millis(100);
fn block() { std::thread::sleep(WORK) }

/// From the start of the timer until it is seen to have fired.
async fn timer() -> Duration {
    let start = Instant::now();
    sleep(Duration::from_millis(10)).await;
    start.elapsed()
}
fn report(group: &str, name: &str, runtime: impl Fn() -> Runtime, run: impl AsyncFn() -> Duration) {
    for _ in 0..5 {
        let late = runtime().block_on(run());
        println!(r#"{{"ev":"measure","group":"{group}","name":"{name}","value":{:.1},"unit":"ms"}}"#, late.as_secs_f64() * 1e3);
    }
}
fn one() -> Runtime { Builder::new_current_thread().enable_time().build().unwrap() }
fn workers(n: usize) -> Runtime { Builder::new_multi_thread().worker_threads(n).enable_time().build().unwrap() }

/// The timer and the work as two tasks.
async fn spawned(work: impl Future<Output = ()> + Send + 'static) -> Duration {
    let timer = tokio::spawn(timer());
    tokio::spawn(work);
    timer.await.unwrap()
}

fn main() {
    let g = "join!(timer(), work) in one task";
    // #region joined
    report(g, "sleep(100 ms).await", one, async || tokio::join!(timer(), sleep(WORK)).0);
    report(g, "thread::sleep", one, async || tokio::join!(timer(), async { block() }).0);
    report(g, "block_in_place", || workers(2), async || tokio::join!(timer(), async { block_in_place(block) }).0);
    report(g, "spawn_blocking", one, async || tokio::join!(timer(), spawn_blocking(block)).0);
    // #endregion
    let g = "two tasks";
    // #region spawned
    report(g, "thread::sleep, one worker", || workers(1), async || spawned(async { block() }).await);
    report(g, "block_in_place, one worker", || workers(1), async || spawned(async { block_in_place(block) }).await);
    report(g, "thread::sleep, two workers", || workers(2), async || spawned(async { block() }).await);
    // #endregion
}
