//@ run
//@ trace
//@ crate: memtrace
// RefCell's borrow flag: one up for each shared guard, minus one for the exclusive one, and a refusal when they would meet.
use memtrace::{dropped, step, track};
use std::cell::RefCell;

fn main() {
    step! { let c = RefCell::new(5_u64); }
    track!(c);
    step! { let r1 = c.borrow(); }
    track!(r1);
    step! { let r2 = c.borrow(); }
    track!(r2);
    step! { let no = c.try_borrow_mut().is_err(); }
    memtrace::note(if no { "refused" } else { "granted" }, "c.try_borrow_mut()");
    step! { drop(r1); }
    dropped!(r1);
    step! { drop(r2); }
    dropped!(r2);
    step! { let mut m = c.borrow_mut(); }
    track!(m);
    step! { *m = 6; }
    step! { let no = c.try_borrow().is_err(); }
    memtrace::note(if no { "refused" } else { "granted" }, "c.try_borrow()");
    step! { drop(m); }
    dropped!(m);
    memtrace::end();
}
