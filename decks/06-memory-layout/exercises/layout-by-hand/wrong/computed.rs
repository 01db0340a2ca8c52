// fails: the_layouts_are_by_hand_and_promised
use std::mem::offset_of;

#[repr(C)]
pub struct Record {
    pub a: u8,
    pub b: u32,
    pub c: u16,
    pub d: u64,
    pub e: u8,
}

/// Where `a`, `b`, `c`, `d` and `e` stand, in bytes from the start.
pub const OFFSETS: [usize; 5] = [offset_of!(Record, a), offset_of!(Record, b), offset_of!(Record, c), offset_of!(Record, d), offset_of!(Record, e)];
pub const SIZE: usize = size_of::<Record>();
pub const ALIGN: usize = align_of::<Record>();

#[repr(C)]
pub struct Tidy {
    pub d: u64,
    pub b: u32,
    pub c: u16,
    pub a: u8,
    pub e: u8,
}
