//@ run-fail: 101
use std::{cell::RefCell, rc::Rc};
type Handler = Rc<dyn Fn(&Bus)>;
#[derive(Default)]
struct Bus { subs: RefCell<Vec<Handler>> }
// #region main
impl Bus {
    fn on(&self, f: impl Fn(&Bus) + 'static) {
        self.subs.borrow_mut().push(Rc::new(f));
    }
    fn emit(&self) {
        for f in &*self.subs.borrow() { f(self) }
    }
}
fn main() {
    let bus = Bus::default();
    bus.on(|b| b.on(|_| println!("late")));
    bus.emit();
}
// #endregion
