//@ run
//@ trace
//@ crate: memtrace
// One field is moved out of a struct: the others stay usable and are dropped at the end, the moved one is not.
use memtrace::{moved, seen, step, track, uninit};
struct User { name: String, age: u8 }
impl User {
    fn new(name: &str, age: u8) -> Self { User { name: name.into(), age } }
}
seen! { User { name, age } }

fn main() {
    step! { let user = User::new("Ada", 36); }
    track!(user);
    step! { let name: String; }
    uninit!(name: String);
    step! { name = user.name; }
    track!(name);
    moved!(user.name => name);
    step! { let age = &user.age; }
    track!(age);
    memtrace::end();
}
