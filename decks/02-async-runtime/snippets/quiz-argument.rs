//@ run
async fn flush() {}
fn transmit(_: &[u8]) {}
// #region q
async fn send(packet: [u8; 1000]) {
    flush().await;
    transmit(&packet);
}

fn main() {
    println!("{}", size_of_val(&send([0; 1000])));
}
// #endregion
