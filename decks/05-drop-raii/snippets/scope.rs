//@ run
use std::thread;
fn main() {
    // #region all
    let mut data = vec![1, 2, 3];
    let sum: i32 = thread::scope(|s| {
        let worker = s.spawn(|| data.iter().sum());
        worker.join().unwrap()
    });          // every thread is joined here
    data.push(sum);
    // #endregion
    println!("{data:?}");
}
