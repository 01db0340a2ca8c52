//@ check
// #region q
pub struct Ring {
    buf: [u8; 4],
    pub at: usize, // at < 4
}
impl Ring {
    pub fn new() -> Self { Ring { buf: [0; 4], at: 0 } }
    pub fn seek(&mut self, at: usize) { self.at = at % 4 }
    pub fn put(&mut self, b: u8) { self.buf[self.at] = b }
    pub fn peek(&self) -> u8 {
        // SAFETY: at < 4
        unsafe { *self.buf.get_unchecked(self.at) }
    }
}
// #endregion
