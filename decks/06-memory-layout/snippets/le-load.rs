//@ check
//@ flags: -O --crate-type=lib
//@ emit: asm len
// Eight bytes of a slice as one number.
// #region all
#[unsafe(no_mangle)]
pub fn len(bytes: &[u8; 16]) -> u64 {
    u64::from_le_bytes(bytes[8..16].try_into().unwrap())
}
// #endregion
