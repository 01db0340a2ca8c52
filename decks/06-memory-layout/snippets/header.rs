//@ run
// A header that C wrote, in a buffer that nobody aligned.
use std::mem::offset_of;

// #region all
#[repr(C)]
struct Head { magic: [u8; 4], flags: u32, len: u64 }
const _: () = assert!(size_of::<Head>() == 16);
const _: () = assert!(offset_of!(Head, len) == 8);

fn parse(bytes: &[u8]) -> Option<Head> {
    let bytes: &[u8; 16] = bytes.first_chunk()?;
    let at = bytes.as_ptr().cast::<Head>();
    // SAFETY: 16 readable bytes, any alignment; all
    // patterns are legal, as all fields are integers
    Some(unsafe { at.read_unaligned() })
}
// #endregion

fn main() {
    let mut buffer = [0; 17];
    buffer[1..5].copy_from_slice(b"RUST");
    buffer[9] = 7;
    let header = parse(&buffer[1..]).unwrap();
    println!("{:?} {} {}", header.magic, header.flags, u64::from_le(header.len));
    println!("{:?}", parse(&buffer[2..]).map(|h| h.len));
}
