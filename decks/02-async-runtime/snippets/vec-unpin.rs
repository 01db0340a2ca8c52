//@ check-fail: E0277
// A vector holds its elements on the heap, and still it is not `Unpin` where they are not: auto traits look through its fields. A box has an impl of its own.
// #region all
fn is_unpin<T: Unpin>(_: T) {}

fn main() {
    is_unpin(Box::new(async {}));
    is_unpin(vec![async {}]); //~ E0277
}
// #endregion
