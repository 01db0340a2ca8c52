//@ run
// A configuration that is replaced as a whole: the slot is shared and written, so it needs a lock; readers keep the `Arc` they took.
use std::sync::{Arc, RwLock};

fn main() {
    let slot = RwLock::new(Arc::new(1));
    let taken = Arc::clone(&slot.read().unwrap());
    *slot.write().unwrap() = Arc::new(2);
    println!("taken {taken}, now {}", slot.read().unwrap());
}
