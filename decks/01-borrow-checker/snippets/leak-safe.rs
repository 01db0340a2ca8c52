//@ run
// #region all
use std::cell::RefCell;
use std::rc::Rc;

struct Ring(RefCell<Option<Rc<Ring>>>);

impl Drop for Ring {
    fn drop(&mut self) { println!("dropped"); }
}

fn main() {
    // #region ring
    let a = Rc::new(Ring(RefCell::new(None)));
    *a.0.borrow_mut() = Some(a.clone());
    println!("end of main");
    // #endregion ring
}
// #endregion all
