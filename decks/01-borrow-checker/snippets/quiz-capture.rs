//@ check-fail: E0502
// #region q
fn size(v: &Vec<i32>) -> impl Sized { v.len() }

fn main() {
    let mut v = vec![1];
    let s = size(&v);
    v.push(2); //~ E0502
    drop(s);
}
// #endregion
