//@ check
//@ emit: nll late_int
#![crate_type = "lib"]

pub struct Print<'a>(pub &'a i32);

impl Drop for Print<'_> {
    fn drop(&mut self) {
        println!("{}", self.0);
    }
}

// #region program
pub fn late_int() {
    let x;
    {
        let temp = 5;
        x = Print(&temp);
        drop(x);
    }
}
// #endregion program
