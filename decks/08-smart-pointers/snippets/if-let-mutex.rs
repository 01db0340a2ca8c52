//@ run
//@ edition: 2021,2024
// As if-let.rs, with a mutex: while the guard of the condition lives, the same thread cannot lock again.
use std::sync::Mutex;

fn main() {
    let m = Mutex::new(1);
    if let 2 = *m.lock().unwrap() {
    } else {
        println!("else  {}", m.try_lock().is_ok());
    }
    match *m.lock().unwrap() {
        _ => println!("match {}", m.try_lock().is_ok()),
    };
}
