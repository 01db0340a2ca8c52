//@ run
// #region q
fn main() {
    println!("{} {}", size_of::<&dyn Fn()>(), size_of::<&(dyn Fn() + Send + Sync)>());
}
// #endregion
