// A method borrows the whole receiver, whichever field it looks at.
//@ check-fail: E0502
#![crate_type = "lib"]

pub struct Pair { pub a: String, pub b: String }

impl Pair {
    fn a(&self) -> &str { &self.a }
    // #region line
    pub fn fields(&mut self) -> usize {
        let a = self.a();
        self.b.push('!'); //~ E0502
        a.len()
    }
    // #endregion
}
