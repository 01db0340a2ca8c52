//@ run
// #region main
fn main() {
    let mut list = vec![];
    {
        let name = String::from("inner");
        list.push(&name);
    }
}
// #endregion
