//! Prints what memory holds after each step of a program, one JSON object a line, for the figures `MemoryMap` and `RefCount`.
//!
//! It looks as a debugger does: through the addresses of variables that were tracked, between the program's own lines. No address is
//! printed; a pointer is the path of what it leads to, so that the output is the same in every run. For programs without optimisation,
//! on one thread; it is an instrument, not a pattern for programs.
//!
//! ```ignore
//! use memtrace::{dropped, ended, moved, step, track};
//! step! { let s = String::from("owner"); }   // says the line, then runs it
//! track!(s);                                 // look at `s` from now on
//! step! { let t = s; }
//! track!(t);
//! moved!(s => t);                            // the old bytes must be those of the new owner; they are shown, but not followed
//! step! { drop(t); }
//! dropped!(t);
//! memtrace::end();
//! ```
//! A function shows its own frame: `let _frame = memtrace::frame("grow");` as its first line. A struct is seen field by field after
//! `seen! { Point { x, y } }`. A destructor says that it runs with `memtrace::drops(self, "Guard::drop")`. A variable that borrows and
//! is used no more, or whose block has ended, leaves the picture with `ended!(r)`. `uninit!(x: String)` shows a variable before its value.
//!
//! Events (the figures' vocabulary):
//! `line {n, text}` · `enter {fn}` · `leave {fn}` · `place {at, type, size, parts}` · `block {at, region, type, size, parts}` ·
//! `free {at}` · `moved {from, to}` · `dropped {at}` · `ended {at}` · `uninit {at, type, size}` · `drop {at, by}` · `note {kind, …}`.
//! A part is `{name, offset, size}` and one of `value`, `uninit: true`, or `pointer` (own, shared, excl, raw, weak) with `to` and `at`.

mod see;
mod world;

pub use see::{See, Seen};
pub use world::{Frame, dropped, drops, end, ended, frame, line, moved, moved_in, note, track, uninit};

#[global_allocator]
static WATCH: world::Watch = world::Watch;

/// Says a line and runs it; what it declares stays declared.
#[macro_export]
macro_rules! step {
    ($($t:tt)*) => { $crate::line(line!(), stringify!($($t)*)); $($t)* };
}

/// Looks at variables from now on.
#[macro_export]
macro_rules! track {
    ($($v:ident),* $(,)?) => { $(
        // SAFETY: `ended!` or `dropped!` is said before the variable is gone.
        unsafe { $crate::track(stringify!($v), &raw const $v) };
    )* };
}

/// A variable that is declared and holds nothing yet.
#[macro_export]
macro_rules! uninit {
    ($v:ident : $t:ty) => { $crate::uninit::<$t>(stringify!($v)) };
}

/// `moved!(a => b)`, `moved!(a.field => b)`: the bytes of the first now belong to the second, which is tracked already.
/// `moved!(a)`: they lie in a block now.
#[macro_export]
macro_rules! moved {
    ($a:ident) => { $crate::moved_in(stringify!($a)) };
    ($a:ident => $b:ident) => { $crate::moved(stringify!($a), stringify!($b)) };
    ($a:ident . $f:tt => $b:ident) => { $crate::moved(concat!(stringify!($a), ".", stringify!($f)), stringify!($b)) };
}

/// These variables were dropped: their destructor ran, or their value went into a function that dropped it.
#[macro_export]
macro_rules! dropped {
    ($($v:ident),* $(,)?) => { $($crate::dropped(stringify!($v));)* };
}

/// These variables are out of scope, or are borrows that nobody uses any more.
#[macro_export]
macro_rules! ended {
    ($($v:ident),* $(,)?) => { $($crate::ended(stringify!($v));)* };
}

/// Lets a struct be seen field by field.
#[macro_export]
macro_rules! seen {
    ($t:ty { $($f:tt),* $(,)? }) => {
        impl $crate::See for $t {
            fn see(&self, name: &str, seen: &mut $crate::Seen) { $(seen.field(name, stringify!($f), &self.$f);)* }
        }
    };
}
