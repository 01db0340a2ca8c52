use budgeted::Budget;
use std::hint::black_box;

#[global_allocator]
static GLOBAL: Budget = Budget::new();

#[test]
fn what_the_system_refuses_is_not_charged() {
    let mut v: Vec<u8> = black_box(vec![7; 64]);
    let before = GLOBAL.used();
    let refused = v.try_reserve_exact(black_box(isize::MAX as usize - 100)).is_err();
    let after = GLOBAL.used();
    assert!(refused, "the budget is unlimited, and no system has half of all addresses");
    assert_eq!(after, before, "the old block is still charged, and nothing else");
}
