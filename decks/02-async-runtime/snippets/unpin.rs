//@ check-fail: E0277
use std::future::ready;

fn is_unpin<T: Unpin>(_: T) {}

fn main() {
    // #region main
    is_unpin(ready(1));
    is_unpin(Box::pin(async {}));
    is_unpin(&mut async {});
    is_unpin(async {}); //~ E0277
    // #endregion
}
