//! How each type shows its bytes: the parts of its own, and the blocks that its pointers own.

use crate::world::{known, short, visit};
use std::cell::{Cell, Ref, RefCell, RefMut};
use std::rc::{Rc, Weak};

#[derive(Clone, PartialEq)]
pub(crate) struct Part {
    pub name: String,
    pub at: usize,
    pub size: usize,
    pub what: What,
}

#[derive(Clone, PartialEq)]
pub(crate) enum What {
    Value(String),
    Pointer(&'static str, usize),
    Uninit,
    /// Bytes of a value whose destructor has run.
    Dropped,
}

pub(crate) struct Block {
    pub at: usize,
    pub size: usize,
    pub ty: String,
    pub fixed: bool,
    pub parts: Vec<Part>,
    /// Looks at the block again when nothing that is tracked leads to it any more: a leak keeps its counts.
    pub again: Option<fn(usize, &mut Seen)>,
}

/// What a step saw.
#[derive(Default)]
pub struct Seen {
    pub(crate) parts: Vec<Part>,
    pub(crate) blocks: Vec<Block>,
    /// Addresses of fields that were moved out: not looked into.
    pub(crate) skip: Vec<usize>,
}

/// A value whose bytes can be shown.
pub trait See {
    fn see(&self, name: &str, seen: &mut Seen);
}

fn name_of<T: ?Sized>() -> String { short(std::any::type_name::<T>()) }

fn joined(a: &str, b: &str) -> String {
    if a.is_empty() { b.into() } else if b.starts_with('[') { format!("{a}{b}") } else { format!("{a}.{b}") }
}

impl Seen {
    fn part(&mut self, name: &str, at: usize, size: usize, what: What) { self.parts.push(Part { name: name.into(), at, size, what }); }

    /// The field `field` of what is called `name`.
    pub fn field<T: See + ?Sized>(&mut self, name: &str, field: &str, v: &T) {
        if !self.skip.contains(&(&raw const *v).cast::<u8>().addr()) {
            v.see(&joined(name, field), self);
        }
    }

    /// `size` bytes at `at` that a pointer owns; `f` describes those in use, the rest is uninitialised.
    fn block(&mut self, at: usize, size: usize, ty: String, fixed: bool, f: impl FnOnce(&mut Seen)) {
        // A block with several owners is described once, a cycle of owners is not followed for ever.
        if size == 0 || !visit(at) {
            return;
        }
        let mut inner = Seen { skip: self.skip.clone(), ..Seen::default() };
        f(&mut inner);
        inner.parts.sort_by_key(|p| p.at);
        let used = inner.parts.iter().map(|p| p.at + p.size).max().unwrap_or(at);
        if used < at + size && !fixed && !ty.starts_with("RcInner") {
            inner.part("", used, at + size - used, What::Uninit);
        }
        self.blocks.push(Block { at, size, ty, fixed, parts: inner.parts, again: None });
        self.blocks.append(&mut inner.blocks);
    }

    /// One word, or two for a slice: an address and a length.
    fn pointer<P, T: ?Sized>(&mut self, name: &str, p: *const P, kind: &'static str, to: *const T) {
        let (at, to) = (p.addr(), to.cast::<u8>().addr());
        if size_of::<P>() == 8 {
            return self.part(name, at, 8, What::Pointer(kind, to));
        }
        self.part(&joined(name, "ptr"), at, 8, What::Pointer(kind, to));
        // SAFETY: a wide pointer has a second word.
        let second = unsafe { p.cast::<usize>().add(1).read() };
        self.part(&joined(name, "len"), at + 8, 8, What::Value(second.to_string()));
    }

    /// The three words of a Vec or String. Their order is not promised: it was found by their values.
    fn words(&mut self, name: &str, at: usize, ptr: usize, cap: usize, len: usize) {
        let pointer = if cap == 0 { What::Value("dangling".into()) } else { What::Pointer("own", ptr) };
        for ((word, what), place) in [("ptr", pointer), ("cap", What::Value(cap.to_string())), ("len", What::Value(len.to_string()))].into_iter().zip(order()) {
            self.part(&joined(name, word), at + place * 8, 8, what);
        }
    }
}

/// Positions of ptr, cap and len among a Vec's words, found with a Vec whose words all differ.
fn order() -> [usize; 3] {
    let mut probe: Vec<u8> = Vec::with_capacity(99);
    probe.push(1);
    // SAFETY: a Vec is three words.
    let words = unsafe { (&raw const probe).cast::<[usize; 3]>().read() };
    [probe.as_ptr().addr(), probe.capacity(), probe.len()].map(|v| words.iter().position(|w| *w == v).expect("a Vec holds its pointer, capacity and length"))
}

macro_rules! plain {
    ($($t:ty)*) => { $(impl See for $t {
        fn see(&self, name: &str, seen: &mut Seen) { seen.part(name, (&raw const *self).addr(), size_of::<$t>(), What::Value(format!("{self:?}"))); }
    })* };
}
plain! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 bool char }

macro_rules! pointers {
    ($([$($g:tt)*] $t:ty, $kind:literal, $self:ident => $to:expr;)*) => { $(impl<$($g)*> See for $t {
        fn see(&self, name: &str, seen: &mut Seen) { let $self = self; seen.pointer(name, $self, $kind, $to); }
    })* };
}
pointers! {
    [T] &T, "shared", s => &raw const **s;
    [T] &mut T, "excl", s => &raw const **s;
    [T] *const T, "raw", s => *s;
    [T] *mut T, "raw", s => *s;
    [T] &[T], "shared", s => &raw const **s;
    [T] &mut [T], "excl", s => &raw const **s;
    [T] Weak<[T]>, "weak", s => s.as_ptr();
}

impl See for &str {
    fn see(&self, name: &str, seen: &mut Seen) {
        seen.pointer(name, self, "shared", &raw const **self);
        let at = self.as_ptr().addr();
        // Text that lies in no tracked place is part of the binary.
        if !known(at) {
            seen.block(at, self.len(), "str".into(), true, |b| b.part("", at, self.len(), What::Value(format!("{self:?}"))));
        }
    }
}

impl<T: See> See for Box<T> {
    fn see(&self, name: &str, seen: &mut Seen) {
        let at = (&raw const **self).addr();
        seen.pointer(name, self, "own", &raw const **self);
        seen.block(at, size_of::<T>(), name_of::<T>(), false, |b| b.field("", "", &**self));
    }
}

impl<T: See> See for Vec<T> {
    fn see(&self, name: &str, seen: &mut Seen) {
        seen.words(name, (&raw const *self).addr(), self.as_ptr().addr(), self.capacity(), self.len());
        seen.block(self.as_ptr().addr(), self.capacity() * size_of::<T>(), format!("[{}; {}]", name_of::<T>(), self.capacity()), false, |b| {
            for (i, v) in self.iter().enumerate() {
                b.field("", &format!("[{i}]"), v);
            }
        });
    }
}

impl See for String {
    fn see(&self, name: &str, seen: &mut Seen) {
        seen.words(name, (&raw const *self).addr(), self.as_ptr().addr(), self.capacity(), self.len());
        seen.block(self.as_ptr().addr(), self.capacity(), format!("[u8; {}]", self.capacity()), false, |b| {
            if !self.is_empty() {
                b.part("", self.as_ptr().addr(), self.len(), What::Value(format!("{self:?}")));
            }
        });
    }
}

impl<T: See> See for Option<T> {
    fn see(&self, name: &str, seen: &mut Seen) {
        match self {
            Some(v) => v.see(name, seen),
            None => seen.part(name, (&raw const *self).addr(), size_of::<Self>(), What::Value("None".into())),
        }
    }
}

/// Where the counts of an Rc lie: before the value, which is aligned behind two words. Observed, not promised; checked against strong_count.
fn header<T>() -> usize { 16_usize.next_multiple_of(align_of::<T>()) }

/// The block of an Rc: its counts, and its value while there is a strong handle.
fn counted<T: See>(at: usize, seen: &mut Seen) {
    let value = std::ptr::without_provenance::<T>(at + header::<T>());
    // SAFETY: the block is there as long as a strong or weak handle is, and longer if it leaks; the allocator would have said otherwise.
    let [strong, weak] = unsafe { std::ptr::with_exposed_provenance::<[usize; 2]>(at).read() };
    let before = seen.blocks.len();
    seen.block(at, (header::<T>() + size_of::<T>()).next_multiple_of(align_of::<T>().max(8)), format!("RcInner<{}>", name_of::<T>()), false, |b| {
        b.part("strong", at, 8, What::Value(strong.to_string()));
        b.part("weak", at + 8, 8, What::Value(weak.to_string()));
        if strong == 0 {
            b.part("value", value.addr(), size_of::<T>(), What::Dropped);
        } else {
            // SAFETY: a strong count keeps the value alive.
            b.field("", "value", unsafe { &*std::ptr::with_exposed_provenance::<T>(value.addr()) });
        }
    });
    if let Some(block) = seen.blocks.get_mut(before) {
        block.again = Some(counted::<T>);
    }
}

impl<T: See> See for Rc<T> {
    fn see(&self, name: &str, seen: &mut Seen) {
        let at = Rc::as_ptr(self).expose_provenance() - header::<T>();
        seen.pointer(name, self, "own", std::ptr::without_provenance::<u8>(at));
        // SAFETY: the block begins two words before the value.
        let strong = unsafe { std::ptr::with_exposed_provenance::<usize>(at).read() };
        assert_eq!(strong, Rc::strong_count(self), "the strong count does not lie where it was observed");
        counted::<T>(at, seen);
    }
}

impl<T: See> See for Weak<T> {
    fn see(&self, name: &str, seen: &mut Seen) {
        if self.ptr_eq(&Weak::new()) {
            return seen.part(name, (&raw const *self).addr(), 8, What::Value("no block".into()));
        }
        let at = self.as_ptr().expose_provenance() - header::<T>();
        seen.pointer(name, self, "weak", std::ptr::without_provenance::<u8>(at));
        counted::<T>(at, seen);
    }
}

impl<T: See> See for RefCell<T> {
    fn see(&self, name: &str, seen: &mut Seen) {
        let (at, inner) = ((&raw const *self).addr(), self.as_ptr());
        // The flag is a word that is not the value: before it here, behind it where the value is more aligned. Observed, not promised.
        let flag = if inner.addr() == at { at + size_of::<T>() } else { at };
        // SAFETY: a RefCell has room for its flag beside its value.
        let count = unsafe { std::ptr::without_provenance::<isize>(flag).read() };
        assert_eq!(count < 0, self.try_borrow().is_err(), "the borrow flag does not lie where it was observed");
        seen.part(&joined(name, "borrow"), flag, 8, What::Value(count.to_string()));
        // SAFETY: looked at between the program's lines, on its only thread.
        seen.field(name, "value", unsafe { &*inner });
    }
}

macro_rules! guards {
    ($($t:ident, $kind:literal;)*) => { $(impl<T: See> See for $t<'_, T> {
        fn see(&self, name: &str, seen: &mut Seen) {
            let value: *const T = &raw const **self;
            // SAFETY: a guard is at least one word; the value's address is one of them.
            let words = unsafe { (&raw const *self).cast::<[usize; 2]>().read() };
            let place = words.iter().position(|w| *w == value.addr()).expect("a guard holds the address of its value");
            seen.part(name, (&raw const *self).addr() + place * 8, 8, What::Pointer($kind, value.addr()));
        }
    })* };
}
guards! { Ref, "shared"; RefMut, "excl"; }

impl<T: See> See for Cell<T> {
    fn see(&self, name: &str, seen: &mut Seen) {
        // SAFETY: looked at between the program's lines, on its only thread.
        seen.field("", name, unsafe { &*self.as_ptr() });
    }
}

impl<T: See, const N: usize> See for [T; N] {
    fn see(&self, name: &str, seen: &mut Seen) {
        for (i, v) in self.iter().enumerate() {
            seen.field(name, &format!("[{i}]"), v);
        }
    }
}

impl<A: See, B: See> See for (A, B) {
    fn see(&self, name: &str, seen: &mut Seen) {
        seen.field(name, "0", &self.0);
        seen.field(name, "1", &self.1);
    }
}
