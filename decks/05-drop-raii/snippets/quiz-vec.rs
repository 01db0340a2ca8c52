//@ check
// #region q
fn main() {
    let mut names: Vec<&String> = Vec::new();
    {
        let name = String::from("short");
        names.push(&name);
    }
}
// #endregion
