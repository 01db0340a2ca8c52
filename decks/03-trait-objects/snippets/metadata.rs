//@ run
use std::fmt::Debug;

#[derive(Debug)]
struct Tail<T: ?Sized> { id: u8, items: T }

fn words<T: ?Sized>(p: *const T) -> [usize; 2] {
    assert_eq!(size_of_val(&p), 16);
    unsafe { std::mem::transmute_copy(&p) }
}

fn main() {
    // #region main
    let slice: &[u32] = &[10, 20, 30];
    let text: &str = "naïve";
    let tail: &Tail<[u8]> = &Tail { id: 1, items: [7; 4] };
    let object: &dyn Debug = &2.5_f64;
    let both: &Tail<dyn Debug> = &Tail { id: 2, items: 2.5_f64 };

    println!("&[u32]           {} elements", words(slice)[1]);
    println!("&str             {} bytes", words(text)[1]);
    println!("&Tail<[u8]>      {} elements", words(tail)[1]);
    let shared = words(object)[1] == words(both)[1];
    println!("&dyn Debug       a table");
    println!("&Tail<dyn Debug> the tail's: {shared}");
    // #endregion
    assert!(tail.id + both.id == 3);
}
