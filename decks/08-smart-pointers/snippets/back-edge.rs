//@ run
//@ trace
//@ crate: memtrace
// A child that knows its parent weakly: the parent dies first, and both blocks are freed.
use memtrace::{dropped, seen, step, track};
use std::{cell::RefCell, rc::{Rc, Weak}};
struct Child { parent: RefCell<Weak<Parent>> }
struct Parent { child: Rc<Child> }
seen! { Child { parent } }
seen! { Parent { child } }

fn main() {
    step! { let child = Rc::new(Child { parent: Weak::new().into() }); }
    track!(child);
    step! { let top = Rc::new(Parent { child: child.clone() }); }
    track!(top);
    step! { *child.parent.borrow_mut() = Rc::downgrade(&top); }
    step! { drop(top); }
    dropped!(top);
    step! { let up = child.parent.borrow().upgrade(); }
    memtrace::note(if up.is_some() { "Some" } else { "None" }, "child.parent.upgrade()");
    step! { drop(child); }
    dropped!(child);
    memtrace::end();
}
