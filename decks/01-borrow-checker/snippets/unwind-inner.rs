//@ check
//@ emit: nll inner
#![crate_type = "lib"]

pub struct Loud;

impl Drop for Loud {
    fn drop(&mut self) {
        println!("drop");
    }
}

pub struct Guard<'a>(pub &'a Loud);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        println!("guard");
    }
}

// #region program
pub fn inner() {
    {
        let temp = Loud;
        let x = Guard(&temp);
        drop(x);
    }
}
// #endregion program
