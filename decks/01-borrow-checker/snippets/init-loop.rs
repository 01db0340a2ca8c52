// Each iteration has a variable of its own, so one without `mut` can be assigned in each.
//@ check
#![crate_type = "lib"]

pub fn sum(n: u8) -> u32 {
    let mut all = 0;
    for i in 0..n {
        let x;
        x = u32::from(i);
        all += x;
    }
    all
}
