//@ run
//@ crate: tokio
// An `async fn` without a leaf never says `Pending`: a loop that awaits it does not yield, budget or not.
async fn heavy() -> u64 { (0..1_000u64).fold(0, |s, i| s.wrapping_add(std::hint::black_box(i))) }

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let hog = tokio::spawn(async { for _ in 0..10_000 { heavy().await; } print!("hog ") });
        let other = tokio::spawn(async { print!("other ") });
        hog.await.unwrap();
        other.await.unwrap();
        println!();
    });
}
