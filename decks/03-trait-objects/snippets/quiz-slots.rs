//@ check
//@ emit: vtable u8 Probe
// #region q
pub trait Probe {
    fn read(&self) -> u32;
    fn log<W: std::io::Write>(&self, to: W)
    where Self: Sized;
}
// #endregion

impl Probe for u8 {
    fn read(&self) -> u32 { u32::from(*self) }
    fn log<W: std::io::Write>(&self, _to: W) {}
}
