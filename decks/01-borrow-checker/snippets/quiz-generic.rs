//@ check-fail: E0382
// #region q
fn take<T>(_: T) {}

fn main() {
    let mut v = vec![0, 1];
    let r = &mut v;
    take(r);
    r.push(1); //~ E0382
}
// #endregion
