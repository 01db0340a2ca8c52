//@ check-fail: E0597
struct Print<'a>(&'a str);

impl Drop for Print<'_> {
    fn drop(&mut self) {
        println!("{}", self.0);
    }
}

// #region main
fn main() {
    let mut list = vec![];
    {
        let name = String::from("inner");
        list.push(Print(&name)); //~ E0597
    }
}
// #endregion
