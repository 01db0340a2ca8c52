//@ run
use std::fmt::{Debug, Display, Formatter, LowerHex, Result};

impl Debug for Pixel { fn fmt(&self, f: &mut Formatter) -> Result { Debug::fmt(&self.0, f) } }
impl Display for Pixel { fn fmt(&self, f: &mut Formatter) -> Result { Display::fmt(&self.0, f) } }
impl LowerHex for Pixel { fn fmt(&self, f: &mut Formatter) -> Result { LowerHex::fmt(&self.0, f) } }

// #region q
struct Pixel(u8); // Debug, Display, LowerHex

fn main() {
    let p = Pixel(7);
    let _a: &dyn Debug = &p;
    let _b: &dyn Display = &p;
    let _c: &dyn LowerHex = &p;
    println!("{}", size_of_val(&p));
}
// #endregion
