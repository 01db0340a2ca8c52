//@ run
//@ miri: ok
//@ emit: borrows pair
// One byte of an array is lent to a function: ranges, a protector, a return. The film is what Miri printed.
// #region shown
fn fill(byte: &mut u8) {
    *byte = 7;
}

fn main() {
    let mut pair = [1u8, 2];
    let whole = &mut pair;
    let low = &mut whole[0];
    fill(low);
    whole[1] = 3;
    // #endregion
    assert_eq!(pair, [7, 3]);
}
