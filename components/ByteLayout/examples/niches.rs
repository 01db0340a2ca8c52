//@ check
//@ emit: layout bool
//@ emit: layout Option<bool>
//@ emit: layout Option<Option<bool>>
//@ emit: layout Option<&'static u8>
//@ emit: layout Option<char>
//@ emit: layout Option<std::num::NonZeroU32>
//@ emit: layout std::cmp::Ordering
fn main() {}
