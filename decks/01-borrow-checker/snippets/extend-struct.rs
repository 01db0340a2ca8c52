//@ run
struct Label<'a> {
    text: &'a String,
}

fn main() {
    // #region line
    let label = Label { text: &String::from("a") };
    println!("{}", label.text);
    // #endregion
}
