//@ check-fail: E0308
trait Named {}
trait Hull: Named {}
// #region all
fn names(v: Vec<Box<dyn Hull>>) -> Vec<Box<dyn Named>> {
    v //~ E0308
}
// #endregion
