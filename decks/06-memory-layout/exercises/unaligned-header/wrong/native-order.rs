// fails: the_byte_order_is_written_down
use std::mem::offset_of;

/// As it stands in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Header {
    pub magic: [u8; 4],
    pub version: u16,
    pub flags: u8,
    pub reserved: u8,
    pub len: u64,
}

const _: () = {
    assert!(size_of::<Header>() == 16);
    assert!(offset_of!(Header, version) == 4);
    assert!(offset_of!(Header, flags) == 6);
    assert!(offset_of!(Header, len) == 8);
};

/// The header at the start of a file, or `None` if there is none.
pub fn parse(bytes: &[u8]) -> Option<Header> {
    let bytes: &[u8; 16] = bytes.first_chunk()?;
    // SAFETY: sixteen readable bytes, at any alignment; all bit patterns are legal, for the fields are integers.
    let raw = unsafe { bytes.as_ptr().cast::<Header>().read_unaligned() };
    (raw.magic == *b"RUST").then_some(raw)
}
