// What invariance prevents: a short-lived reference, written through the `&mut` into a variable of a long-lived type.
//@ check-fail: E0597
#![crate_type = "lib"]

pub fn why() {
    // #region line
    let mut long: &'static str = "for ever";
    {
        let name = String::from("short");
        let r: &mut &str = &mut long;
        *r = &name; //~ E0597
    }
    println!("{long}");
    // #endregion
}
