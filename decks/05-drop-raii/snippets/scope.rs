//@ run
use std::thread;
fn main() {
    // #region all
    let mut data = vec![1, 2, 3];
    let sum: i32 = thread::scope(|s| {
        let w = s.spawn(|| data.iter().sum());
        w.join().unwrap()
    });          // every thread is joined here
    data.push(sum);
    // #endregion
    println!("{data:?}");
}
