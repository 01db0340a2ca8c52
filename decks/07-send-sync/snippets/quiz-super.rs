//@ check
// #region q
trait Job: Send {}
fn need<T: Send>() {}
fn main() {
    need::<Box<dyn Job>>();
}
// #endregion
