// fails: the_root_has_an_index
use std::num::NonZeroU32;

/// The place of a node in its tree. Stored as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Index(NonZeroU32);

impl Index {
    /// `None` for the one number that has no index: `u32::MAX`.
    pub const fn new(number: u32) -> Option<Index> {
        match NonZeroU32::new(number) {
            Some(stored) => Some(Index(stored)),
            None => None,
        }
    }

    pub const fn get(self) -> u32 {
        self.0.get()
    }
}

pub struct Node {
    pub value: u32,
    pub left: Option<Index>,
    pub right: Option<Index>,
}
