//@ run
#![allow(dead_code)]
use std::{pin::Pin, ptr::NonNull};
// #region type
struct Parsed {
    text: [u8; 16],              // inline: it moves along
    first: Option<NonNull<[u8]>>, // points into text
    _pin: (),                    // no PhantomPinned
}
// #endregion type
impl Parsed {
    fn new(s: &str) -> Pin<Box<Parsed>> {
        let mut text = [b' '; 16];
        text[..s.len()].copy_from_slice(s.as_bytes());
        let mut b = Box::pin(Parsed { text, first: None, _pin: () });
        // SAFETY: it is pinned already; a field is written and nothing is moved out.
        let this = unsafe { b.as_mut().get_unchecked_mut() };
        let word = this.text.split(|c| *c == b' ').next().unwrap();
        this.first = Some(NonNull::from(word));
        b
    }
    fn first(self: Pin<&Self>) -> &str {
        // SAFETY: `first` was made from `text` of this value; no longer true after a swap, which is the point.
        std::str::from_utf8(unsafe { self.get_ref().first.unwrap().as_ref() }).unwrap()
    }
}
fn main() {
    // #region main
    let mut p = Parsed::new("hello world");
    let mut q = Parsed::new("bye now");
    std::mem::swap(&mut *p, &mut *q); // safe code
    println!("{}", p.as_ref().first());
    println!("{}", q.as_ref().first());
    // #endregion main
}
