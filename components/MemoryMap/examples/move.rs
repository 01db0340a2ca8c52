//@ run
//@ trace
//@ crate: memtrace
// A move copies three words and leaves the block where it is; the old owner's bytes stay, but nobody may use them.
use memtrace::{dropped, ended, moved, step, track};

fn main() {
    step! { let s = String::from("owner"); }
    track!(s);
    step! { let r = &s; }
    track!(r);
    step! { let n = r.len(); }
    track!(n);
    step! { let t = s; }
    ended!(r);
    track!(t);
    moved!(s => t);
    step! { drop(t); }
    dropped!(t);
    memtrace::end();
}
