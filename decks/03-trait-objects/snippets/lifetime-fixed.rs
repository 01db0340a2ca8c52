//@ check
trait Draw { fn draw(&self); }
impl Draw for &str { fn draw(&self) {} }

// #region all
fn boxed(text: &str) -> Box<dyn Draw + '_> {
    Box::new(text)
}
// #endregion
