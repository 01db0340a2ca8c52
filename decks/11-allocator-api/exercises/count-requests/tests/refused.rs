use count_requests::{Counting, LIVE};
use std::hint::black_box;
use std::sync::atomic::Ordering::Relaxed;

#[global_allocator]
static GLOBAL: Counting = Counting;

#[test]
fn a_refusal_changes_nothing() {
    let mut v: Vec<u8> = black_box(vec![7; 64]);
    let before = LIVE.load(Relaxed);
    let refused = v.try_reserve_exact(black_box(isize::MAX as usize - 100)).is_err();
    let after = LIVE.load(Relaxed);
    assert!(refused, "no system has half of all addresses");
    assert_eq!(after, before, "the old block is still alive, and no other one");
}
