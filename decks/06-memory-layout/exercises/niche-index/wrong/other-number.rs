// fails: every_number_but_the_last_comes_back
use std::num::NonZeroU32;

/// The place of a node in its tree. Stored with one bit turned over, so that the illegal zero stands for `0x8000_0000`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Index(NonZeroU32);

impl Index {
    /// `None` for the one number that has no index: `0x8000_0000`.
    pub const fn new(number: u32) -> Option<Index> {
        match NonZeroU32::new(number ^ 0x8000_0000) {
            Some(stored) => Some(Index(stored)),
            None => None,
        }
    }

    pub const fn get(self) -> u32 {
        self.0.get() ^ 0x8000_0000
    }
}

pub struct Node {
    pub value: u32,
    pub left: Option<Index>,
    pub right: Option<Index>,
}
