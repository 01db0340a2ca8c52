//@ check
//@ emit: nll late_int
#![crate_type = "lib"]

pub struct Guard<'a>(pub &'a i32);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        println!("guard");
    }
}

// #region program
pub fn late_int() {
    let x;
    {
        let temp = 5;
        x = Guard(&temp);
        drop(x);
    }
}
// #endregion program
