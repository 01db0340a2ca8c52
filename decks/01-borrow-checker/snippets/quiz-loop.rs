//@ check-fail: E0499
// #region q
fn main() {
    let mut buf = String::new();
    let mut lines: Vec<&mut String> = vec![];
    for _ in 0..2 {
        lines.push(&mut buf); //~ E0499
    }
}
// #endregion
