//@ check
//@ flags: -O
//@ emit: asm dynamic
//@ emit: asm matched
//@ emit: asm matched_two
// The loops of bench-order.rs, exported so that each can be read by its name.
pub trait Op { fn apply(&self, x: u64) -> u64; }
pub struct Add(u64);
pub struct Xor(u64);
pub struct Rot(u32);
pub struct Mul(u64);
impl Op for Add { fn apply(&self, x: u64) -> u64 { x.wrapping_add(self.0) } }
impl Op for Xor { fn apply(&self, x: u64) -> u64 { x ^ self.0 } }
impl Op for Rot { fn apply(&self, x: u64) -> u64 { x.rotate_left(self.0) } }
impl Op for Mul { fn apply(&self, x: u64) -> u64 { x.wrapping_mul(self.0) } }

#[unsafe(no_mangle)]
pub fn dynamic(ops: &[Box<dyn Op>]) -> u64 {
    ops.iter().fold(1, |x, op| op.apply(x))
}

pub enum AnyOp { Add(Add), Xor(Xor), Rot(Rot), Mul(Mul) }

// #region four
#[unsafe(no_mangle)]
pub fn matched(ops: &[AnyOp]) -> u64 {
    ops.iter().fold(1, |x, op| match op {
        AnyOp::Add(op) => op.apply(x),
        AnyOp::Xor(op) => op.apply(x),
        AnyOp::Rot(op) => op.apply(x),
        AnyOp::Mul(op) => op.apply(x),
    })
}
// #endregion

pub enum Two { Add(Add), Xor(Xor) }

// #region two
#[unsafe(no_mangle)]
pub fn matched_two(ops: &[Two]) -> u64 {
    ops.iter().fold(1, |x, op| match op {
        Two::Add(op) => op.apply(x),
        Two::Xor(op) => op.apply(x),
    })
}
// #endregion
