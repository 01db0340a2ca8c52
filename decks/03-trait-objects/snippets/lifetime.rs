//@ check-fail: none
// #region all
trait Draw { fn draw(&self); }
impl Draw for &str { fn draw(&self) {} }

fn boxed(text: &str) -> Box<dyn Draw> {
    Box::new(text) //~ none
}
// #endregion
