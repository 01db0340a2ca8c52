//@ check-fail: E0384
#![crate_type = "lib"]

pub fn twice() -> u8 {
    // #region line
    let x = 1;
    println!("{x}");
    x = 2; //~ E0384
    // #endregion
    x
}
