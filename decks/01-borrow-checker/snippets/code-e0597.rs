//@ check-fail: E0597
fn main() {
// #region line
    let r;
    {
        let x = 1;
        r = &x; //~ E0597
    }
    println!("{r}");
// #endregion
}
