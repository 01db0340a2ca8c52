//@ check-fail: E0038
use std::{fmt, rc::Rc};
// #region q
trait Plugin {
    fn name(&self) -> &str;
    fn boot(self: Rc<Self>);
    fn feed(&mut self, it: &mut dyn Iterator<Item = u8>);
    fn stop(self: Box<Self>) -> Box<dyn fmt::Debug>;
    fn show(&self) -> impl fmt::Display;
    fn make() -> Self where Self: Sized;
}
// #endregion

fn load(_: &dyn Plugin) {} //~ E0038
