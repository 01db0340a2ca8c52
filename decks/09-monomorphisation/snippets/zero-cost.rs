//@ check
//@ flags: -O --crate-type lib
//@ emit: asm adapters
//@ emit: asm by_hand
// #region fns
#[unsafe(no_mangle)]
pub fn adapters() -> u32 {
    (1..=10u32).filter(|x| x % 2 == 0).map(|x| x * x).sum()
}
#[unsafe(no_mangle)]
pub fn by_hand() -> u32 {
    let mut s = 0;
    let mut x = 1;
    while x <= 10 {
        if x % 2 == 0 { s += x * x; }
        x += 1;
    }
    s
}
// #endregion
