use count_requests::{Counting, LIVE};
use std::hint::black_box;
use std::sync::atomic::Ordering::Relaxed;

#[global_allocator]
static GLOBAL: Counting = Counting;

#[test]
fn shrinking_gives_back() {
    let before = LIVE.load(Relaxed);
    let mut v: Vec<u64> = Vec::with_capacity(black_box(1000));
    v.push(1);
    v.shrink_to(10);
    let live = LIVE.load(Relaxed) - before;
    assert_eq!(live, v.capacity() * size_of::<u64>(), "live bytes are those of the smaller block");
}
