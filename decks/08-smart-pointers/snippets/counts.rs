//@ run
//@ trace
//@ crate: memtrace
// The counts of an Rc from the first handle to the last: the value dies with the last strong one, the block with the last weak one.
use memtrace::{dropped, seen, step, track};
use std::rc::{Rc, Weak};
struct V(u64);
seen! { V { 0 } }
impl Drop for V {
    fn drop(&mut self) {
        memtrace::line(line!(), "fn drop(&mut self)");
        memtrace::drops(self, "V::drop");
    }
}

fn main() {
    step! { let a = Rc::new(V(7)); }
    track!(a);
    step! { let b = Rc::clone(&a); }
    track!(b);
    step! { let w: Weak<V> = Rc::downgrade(&a); }
    track!(w);
    step! { drop(a); }
    dropped!(a);
    step! { drop(b); }
    dropped!(b);
    step! { let up = w.upgrade(); }
    memtrace::note(if up.is_some() { "Some" } else { "None" }, "w.upgrade()");
    step! { drop(w); }
    dropped!(w);
    memtrace::end();
}
