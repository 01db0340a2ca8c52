//@ run
//@ trace
//@ crate: memtrace
// Two halves of a drop: the own `Drop::drop` sees the value whole, then the fields go, each with what it owns, and last the box itself.
use memtrace::{dropped, seen, step, track};
struct Session { user: String, key: Box<u8> }
impl Drop for Session {
    fn drop(&mut self) {
        memtrace::line(line!(), "fn drop(&mut self)");
        memtrace::drops(self, "Session::drop");
    }
}
seen! { Session { user, key } }

fn main() {
    step! { let s = Box::new(Session { key: Box::new(7), user: "ada".into() }); }
    track!(s);
    step! { drop(s); }
    dropped!(s);
    memtrace::end();
}
