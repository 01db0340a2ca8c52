//@ run
fn main() {
    // #region all
    let mut v: Vec<String> = ["a", "b", "c", "d"].map(String::from).into();
    drop(v.drain(1..3));
    println!("drain dropped    {v:?}");

    let mut v: Vec<String> = ["a", "b", "c", "d"].map(String::from).into();
    std::mem::forget(v.drain(1..3));
    println!("drain forgotten  {v:?}");
    // #endregion
}
