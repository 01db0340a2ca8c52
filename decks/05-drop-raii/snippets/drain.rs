//@ run
//@ miri: leak
fn letters() -> Vec<String> { ["a", "b", "c", "d"].map(String::from).into() }
fn main() {
    // #region all
    let mut v = letters();   // a b c d
    drop(v.drain(1..3));
    println!("drain dropped    {v:?}");

    let mut v = letters();
    std::mem::forget(v.drain(1..3));
    println!("drain forgotten  {v:?}");
    // #endregion
}
