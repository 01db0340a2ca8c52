//@ check
//@ emit: nll inner
#![crate_type = "lib"]

pub struct Print<'a>(pub &'a str);

impl Drop for Print<'_> {
    fn drop(&mut self) {
        println!("{}", self.0);
    }
}

// #region program
pub fn inner() {
    {
        let temp = String::from("t");
        let x = Print(&temp);
        drop(x);
    }
}
// #endregion program
