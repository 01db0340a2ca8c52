// The carets are at the expression that makes the temporary, one column behind the `&` that borrows it.
//@ check-fail: E0716
fn same<T>(t: &T) -> &T { t }

fn main() {
// #region line
    let s = same(&String::from("x")); //~ E0716
    println!("{s}");
// #endregion
}
