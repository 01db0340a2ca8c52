//@ check-fail: E0373
//@ crate: tokio
use tokio::task::{block_in_place, spawn_blocking};

fn checksum(data: &[u8]) -> u8 { data.iter().fold(0, |a, b| a ^ b) }

// #region q
async fn verify(data: Vec<u8>) {
    let a = block_in_place(|| checksum(&data));
    let b = spawn_blocking(|| checksum(&data)).await; //~ E0373
    println!("{a} {b:?}");
}
// #endregion
fn main() { let _ = verify(vec![]); }
