//@ check
//@ flags: -O
//@ emit: asm indexed
//@ emit: asm masked
//@ emit: asm promised
// The loops of the second group of unchecked.rs: in which of them a comparison with the length is left.
pub const N: usize = 1 << 12;

#[unsafe(no_mangle)]
// #region all
pub fn indexed(out: &mut [u32], at: &[u32], table: &[u32]) {
    for (o, &i) in out.iter_mut().zip(at) { *o = table[i as usize] }
}
#[unsafe(no_mangle)]
pub fn masked(out: &mut [u32], at: &[u32], table: &[u32; N]) {
    for (o, &i) in out.iter_mut().zip(at) { *o = table[i as usize & (N - 1)] }
}
/// # Safety
/// Every index in `at` is below `table.len()`.
#[unsafe(no_mangle)]
pub unsafe fn promised(out: &mut [u32], at: &[u32], table: &[u32]) {
    for (o, &i) in out.iter_mut().zip(at) { *o = unsafe { *table.get_unchecked(i as usize) } }
}
// #endregion
