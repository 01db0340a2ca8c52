//@ run
// A header that C wrote, in a buffer that nobody aligned.
use std::mem::offset_of;

// #region all
#[repr(C)]
#[derive(Clone, Copy, Debug)]
struct Header { magic: [u8; 4], version: u16, flags: u16, len: u64 }
const _: () = assert!(size_of::<Header>() == 16);
const _: () = assert!(offset_of!(Header, len) == 8);

fn parse(bytes: &[u8]) -> Option<Header> {
    let bytes: &[u8; 16] = bytes.first_chunk()?;
    // SAFETY: 16 readable bytes, any alignment; every
    // pattern is a legal Header, for it has integers only.
    Some(unsafe { bytes.as_ptr().cast::<Header>().read_unaligned() })
}
// #endregion

fn main() {
    let mut buffer = [0; 17];
    buffer[1..5].copy_from_slice(b"RUST");
    buffer[9] = 7;
    let header = parse(&buffer[1..]).unwrap();
    println!("{:?} {}", header.magic, u64::from_le(header.len));
    println!("{:?}", parse(&buffer[2..]).map(|h| h.len));
}
