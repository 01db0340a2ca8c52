//@ check-fail: E0597
//@ flags: -Cpanic=abort
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
pub fn late() {
    let x;
    {
        let temp = Loud;
        x = Guard(&temp); //~ E0597
        drop(x);
    }
}
// #endregion program
