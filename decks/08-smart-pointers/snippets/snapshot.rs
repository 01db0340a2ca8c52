//@ run
use std::{cell::RefCell, rc::Rc};
type Handler = Rc<dyn Fn(&Bus)>;
#[derive(Default)]
struct Bus { subs: RefCell<Vec<Handler>> }
impl Bus {
    fn on(&self, f: impl Fn(&Bus) + 'static) {
        self.subs.borrow_mut().push(Rc::new(f));
    }
// #region main
    fn emit(&self) {
        let now = self.subs.borrow().clone();
        for f in now { f(self) }
    }
// #endregion
}
fn main() {
    let bus = Bus::default();
    bus.on(|b| b.on(|_| println!("late")));
    bus.emit();
    println!("handlers {}", bus.subs.borrow().len());
}
