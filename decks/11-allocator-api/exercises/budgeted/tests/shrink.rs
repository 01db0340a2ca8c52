use budgeted::Budget;
use std::hint::black_box;

#[global_allocator]
static GLOBAL: Budget = Budget::new();

#[test]
fn shrinking_gives_the_difference_back() {
    let before = GLOBAL.used();
    let mut v: Vec<u8> = Vec::with_capacity(black_box(1000));
    v.push(1);
    v.shrink_to(10);
    let used = GLOBAL.used() - before;
    assert_eq!(used, v.capacity(), "the smaller block is what is charged");
}
