//@ check-fail: E0382
// Pinning alone is the promise: nothing was polled, and the future may not be moved any more.
use std::pin::pin;
async fn work() {}

fn main() {
    let f = work();
    let p = pin!(f);
    let g = f; //~ E0382
    drop(g);
    let _ = p;
}
