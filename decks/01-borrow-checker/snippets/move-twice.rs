//@ check-fail: E0382
// #region main
fn main() {
    let pair = (vec![22], vec![44]);
    let a = pair.0;
    let b = pair.1;
    let c = pair.0; //~ E0382
    println!("{a:?} {b:?} {c:?}");
}
// #endregion
