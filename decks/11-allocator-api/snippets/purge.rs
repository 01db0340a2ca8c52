//@ run
//@ output: measured
//@ flags: -O
//@ crate: mimalloc tikv-jemallocator
//@ timeout: 60
// What the process still holds of an index that was dropped: at once, and after a pause and some more calls.
use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::HashMap;
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

static TURN: AtomicUsize = AtomicUsize::new(0);
macro_rules! turn { ($a:ident => $e:expr) => { match TURN.load(Relaxed) {
    1 => { let $a = &tikv_jemallocator::Jemalloc; unsafe { $e } }
    2 => { let $a = &mimalloc::MiMalloc; unsafe { $e } }
    _ => { let $a = &System; unsafe { $e } }
} } }
struct Switch;
// SAFETY: the program has one thread and changes the turn only when nothing of this turn is alive, so a block goes back to the allocator that gave it.
unsafe impl GlobalAlloc for Switch {
    unsafe fn alloc(&self, l: Layout) -> *mut u8 { turn!(a => a.alloc(l)) }
    unsafe fn alloc_zeroed(&self, l: Layout) -> *mut u8 { turn!(a => a.alloc_zeroed(l)) }
    unsafe fn dealloc(&self, p: *mut u8, l: Layout) { turn!(a => a.dealloc(p, l)) }
    unsafe fn realloc(&self, p: *mut u8, l: Layout, n: usize) -> *mut u8 { turn!(a => a.realloc(p, l, n)) }
}
#[global_allocator]
static GLOBAL: Switch = Switch;

/// An index of 60 000 words, each with the places where it occurs.
fn index(places: u64) -> HashMap<String, Vec<u64>> {
    let (mut index, mut s) = (HashMap::new(), 1u64);
    for place in 0..places {
        s ^= s << 13; s ^= s >> 7; s ^= s << 17;
        let word = format!("word {}", s % 60_000);
        index.entry(word).or_insert_with(Vec::new).push(place);
    }
    index
}
/// Resident bytes of this process, in MB, as the kernel counts them.
fn resident() -> f64 {
    let turn = TURN.swap(0, Relaxed);
    let pages: f64 = std::fs::read_to_string("/proc/self/statm").unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    TURN.store(turn, Relaxed);
    pages * 4096.0 / 1e6
}
fn main() {
    println!("one process, one thread");
    let names = ["glibc", "jemalloc", "mimalloc"];
    let mut held = [[0.0; 2]; 3];
    for turn in 0..3 {
        TURN.store(turn, Relaxed);
        let before = resident();
        drop(black_box(index(400_000)));
        held[turn] = [resident() - before; 2];
    }
    std::thread::sleep(Duration::from_secs(14));
    for turn in 0..3 {
        TURN.store(turn, Relaxed);
        let before = resident();
        for _ in 0..20_000 { drop(black_box(Vec::<u8>::with_capacity(black_box(200_000)))) }
        held[turn][1] += resident() - before;
    }
    TURN.store(0, Relaxed);
    for (name, [dropped, later]) in names.iter().zip(held) { println!("{name:<9} dropped {dropped:>5.1} MB, later {later:>5.1} MB") }
}
