//@ check-fail: E0597
//@ flags: -Cpanic=abort
#![crate_type = "lib"]

pub struct Print<'a>(pub &'a str);

impl Drop for Print<'_> {
    fn drop(&mut self) {
        println!("{}", self.0);
    }
}

// #region program
pub fn late() {
    let x;
    {
        let temp = String::from("t");
        x = Print(&temp); //~ E0597
        drop(x);
    }
}
// #endregion program
