//@ run
// #region q
fn size(v: &Vec<i32>) -> impl Sized + use<> { v.len() }

fn main() {
    let mut v = vec![1];
    let s = size(&v);
    v.push(2);
    drop(s);
}
// #endregion
