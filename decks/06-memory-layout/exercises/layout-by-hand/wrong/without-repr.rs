// fails: the_layouts_are_by_hand_and_promised
#[repr(C)]
pub struct Record {
    pub a: u8,
    pub b: u32,
    pub c: u16,
    pub d: u64,
    pub e: u8,
}

/// Where `a`, `b`, `c`, `d` and `e` stand, in bytes from the start.
pub const OFFSETS: [usize; 5] = [0, 4, 8, 16, 24];
pub const SIZE: usize = 32;
pub const ALIGN: usize = 8;

pub struct Tidy {
    pub a: u8,
    pub b: u32,
    pub c: u16,
    pub d: u64,
    pub e: u8,
}
