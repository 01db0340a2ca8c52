// fails: a_header_with_another_layout_stops_the_build
/// As it stands in the file, once its numbers have been converted.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Header {
    pub magic: [u8; 4],
    pub version: u16,
    pub flags: u8,
    pub reserved: u8,
    pub len: u64,
}

/// The header at the start of a file, or `None` if there is none.
pub fn parse(bytes: &[u8]) -> Option<Header> {
    let bytes: &[u8; 16] = bytes.first_chunk()?;
    // SAFETY: sixteen readable bytes, at any alignment; all bit patterns are legal, for the fields are integers.
    let raw = unsafe { bytes.as_ptr().cast::<Header>().read_unaligned() };
    (raw.magic == *b"RUST").then_some(Header { version: u16::from_le(raw.version), len: u64::from_le(raw.len), ..raw })
}
