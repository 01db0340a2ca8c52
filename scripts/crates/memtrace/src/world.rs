//! Which places and blocks there are, what was printed of them last, and what the allocator got back meanwhile.

use crate::see::{Block, Part, See, Seen, What};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

struct Place {
    path: String,
    ty: String,
    at: usize,
    size: usize,
    see: Box<dyn Fn(&mut Seen)>,
    live: bool,
    parts: Vec<Part>,
    /// Fields that were moved out, with the bytes that stayed.
    gone: Vec<Vec<Part>>,
}

#[derive(Default)]
struct World {
    frames: Vec<String>,
    /// The line that each frame stands on.
    lines: Vec<(u32, String)>,
    places: Vec<Place>,
    /// By address: name and size.
    blocks: BTreeMap<usize, (String, usize)>,
    /// How to look at a counted block to which nothing tracked leads.
    again: BTreeMap<usize, fn(usize, &mut Seen)>,
    /// Blocks that were freed, newest last: what a dangling pointer is said to lead to, unless something new lies there.
    graves: Vec<(usize, usize, String)>,
    count: usize,
    printed: BTreeMap<String, String>,
    /// Variables whose bytes went into something that has no name of its own.
    pending: Vec<(String, What)>,
}

thread_local! {
    static WORLD: RefCell<World> = RefCell::default();
    static FREED: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    static VISITED: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    /// Set while this crate allocates for itself.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Notes what is given back. It has no `realloc` of its own: growing is a new block, a copy and a free, so that no block grows in place.
pub struct Watch;

// SAFETY: everything is passed on to the system's allocator.
unsafe impl GlobalAlloc for Watch {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 { unsafe { System.alloc(layout) } }
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // A thread that ends frees what belonged to it after its locals are gone: nobody looks any more.
        let _ = QUIET.try_with(|quiet| {
            if !quiet.replace(true) {
                let _ = FREED.try_with(|freed| freed.borrow_mut().push(block.addr()));
                quiet.set(false);
            }
        });
        unsafe { System.dealloc(block, layout) }
    }
}

fn quietly<R>(f: impl FnOnce(&mut World) -> R) -> R {
    let was = QUIET.replace(true);
    let result = WORLD.with_borrow_mut(f);
    QUIET.set(was);
    result
}

/// True the first time that a flush comes to this block.
pub(crate) fn visit(at: usize) -> bool {
    VISITED.with_borrow_mut(|seen| {
        let first = !seen.contains(&at);
        if first {
            seen.push(at);
        }
        first
    })
}

/// Whether the address lies in a heap block or place that has a name. Called while the world is borrowed for a flush, from its own snapshot.
pub(crate) fn known(at: usize) -> bool { NAMED.with_borrow(|n| n.iter().any(|(from, size)| at >= *from && at < from + size)) }

thread_local! {
    static NAMED: RefCell<Vec<(usize, usize)>> = const { RefCell::new(Vec::new()) };
}

/// `alloc::vec::Vec<i32>` is `Vec<i32>`.
pub(crate) fn short(full: &str) -> String {
    let (mut out, mut word) = (String::new(), String::new());
    for c in full.chars() {
        if c.is_alphanumeric() || c == '_' || c == ':' {
            word.push(c);
        } else {
            out += word.rsplit("::").next().unwrap_or("");
            word.clear();
            out.push(c);
        }
    }
    out + word.rsplit("::").next().unwrap_or("")
}

fn json(text: &str) -> String { text.replace('\\', "\\\\").replace('"', "\\\"") }

impl World {
    /// The name of the place or block at an address, and how far behind its beginning.
    fn resolve(&self, at: usize) -> Option<(String, usize)> {
        let place = self.places.iter().filter(|p| at >= p.at && at < p.at + p.size.max(1)).min_by_key(|p| p.size);
        place.map(|p| (p.path.clone(), at - p.at)).or_else(|| {
            self.blocks.iter().find(|(from, (_, size))| at >= **from && at < *from + size).map(|(from, (name, _))| (name.clone(), at - from))
        }).or_else(|| self.graves.iter().rev().find(|(from, size, _)| at >= *from && at < from + size).map(|(from, _, name)| (name.clone(), at - from)))
    }

    fn path(&self, name: &str) -> String { format!("{}.{name}", self.frames.last().map_or("main", |f| f)) }

    fn parts(&self, base: usize, list: &[Part]) -> String {
        let one = |p: &Part| {
            let head = format!(r#"{{"name":"{}","offset":{},"size":{}"#, p.name, p.at - base, p.size);
            match &p.what {
                What::Value(v) => format!(r#"{head},"value":"{}"}}"#, json(v)),
                What::Uninit => format!(r#"{head},"uninit":true}}"#),
                What::Dropped => format!(r#"{head},"dropped":true}}"#),
                What::Pointer(kind, to) => {
                    let (path, offset) = self.resolve(*to).unwrap_or(("?".into(), 0));
                    format!(r#"{head},"pointer":"{kind}","to":"{path}","at":{offset}}}"#)
                }
            }
        };
        list.iter().map(one).collect::<Vec<_>>().join(",")
    }

    fn say(&mut self, key: &str, text: String) {
        if self.printed.get(key) != Some(&text) {
            println!("{text}");
            self.printed.insert(key.into(), text);
        }
    }

    /// Frees first, then every place and block that looks otherwise than before.
    fn flush(&mut self) {
        for at in FREED.take() {
            if let Some((name, size)) = self.blocks.remove(&at) {
                println!(r#"{{"ev":"free","at":"{name}"}}"#);
                self.graves.push((at, size, name));
                self.again.remove(&at);
            }
        }
        VISITED.take();
        NAMED.set(self.places.iter().map(|p| (p.at, p.size)).chain(self.blocks.iter().filter(|(_, (n, _))| n.starts_with("heap")).map(|(at, (_, size))| (*at, *size))).collect());
        let mut blocks: Vec<Block> = Vec::new();
        for p in self.places.iter_mut().filter(|p| p.live) {
            let mut seen = Seen { skip: p.gone.iter().map(|g| g[0].at).collect(), ..Seen::default() };
            (p.see)(&mut seen);
            seen.parts.extend(p.gone.iter().flatten().cloned());
            seen.parts.sort_by_key(|x| x.at);
            p.parts = seen.parts;
            blocks.append(&mut seen.blocks);
        }
        for (at, look) in self.again.clone() {
            let mut seen = Seen::default();
            look(at, &mut seen);
            blocks.append(&mut seen.blocks);
        }
        self.again.extend(blocks.iter().filter_map(|b| Some((b.at, b.again?))));
        for b in &blocks {
            if !self.blocks.contains_key(&b.at) {
                self.count += 1;
                self.blocks.insert(b.at, (format!("{}{}", if b.fixed { "static" } else { "heap" }, self.count), b.size));
            }
        }
        for (from, what) in std::mem::take(&mut self.pending) {
            let to = blocks.iter().find(|b| b.parts.iter().any(|p| p.what == what)).unwrap_or_else(|| panic!("the bytes of {from} lie in no block that a tracked variable owns"));
            println!(r#"{{"ev":"moved","from":"{from}","to":"{}"}}"#, self.blocks[&to.at].0);
        }
        for b in &blocks {
            let name = self.blocks[&b.at].0.clone();
            let region = if b.fixed { "static" } else { "heap" };
            let text = format!(r#"{{"ev":"block","at":"{name}","region":"{region}","type":"{}","size":{},"parts":[{}]}}"#, b.ty, b.size, self.parts(b.at, &b.parts));
            self.say(&name, text);
        }
        let places: Vec<(String, String)> = self.places.iter().filter(|p| p.live).map(|p| {
            (p.path.clone(), format!(r#"{{"ev":"place","at":"{}","type":"{}","size":{},"parts":[{}]}}"#, p.path, p.ty, p.size, self.parts(p.at, &p.parts)))
        }).collect();
        for (path, text) in places {
            self.say(&path, text);
        }
    }

    fn stand_on(&mut self, n: u32, text: &str) {
        println!(r#"{{"ev":"line","n":{n},"text":"{}"}}"#, json(text));
        match self.lines.last_mut() {
            Some(last) => *last = (n, text.into()),
            None => self.lines.push((n, text.into())),
        }
    }
}

/// A step begins; what the one before did is printed first.
pub fn line(n: u32, text: &str) {
    quietly(|w| {
        w.flush();
        w.stand_on(n, text);
    });
}

/// The last step is over.
pub fn end() { quietly(World::flush); }

/// Looks at a variable from now on, as if it lived for ever.
///
/// # Safety
/// `v` is alive until `ended`, `dropped` or `moved` is said of it, or its frame ends.
pub unsafe fn track<T: See>(name: &str, v: *const T) {
    // SAFETY: the caller's promise.
    let see: Box<dyn Fn(&mut Seen) + '_> = Box::new(move |seen| unsafe { (*v).see("", seen) });
    // SAFETY: as above; the closure holds an address and nothing that borrows.
    let see: Box<dyn Fn(&mut Seen)> = unsafe { std::mem::transmute(see) };
    quietly(|w| {
        let path = w.path(name);
        w.places.retain(|p| p.path != path);
        w.printed.remove(&path);
        w.places.push(Place { path, ty: short(std::any::type_name::<T>()), at: v.addr(), size: size_of::<T>(), see, live: true, parts: vec![], gone: vec![] });
    });
}

/// A variable that is declared and holds nothing yet.
pub fn uninit<T>(name: &str) {
    quietly(|w| println!(r#"{{"ev":"uninit","at":"{}","type":"{}","size":{}}}"#, w.path(name), short(std::any::type_name::<T>()), size_of::<T>()));
}

/// `from` is a variable or `variable.field`; its bytes must be those that lie in `to` now.
pub fn moved(from: &str, to: &str) {
    quietly(|w| {
        let (name, field) = from.split_once('.').map_or((from, None), |(p, f)| (p, Some(f)));
        let (source, target) = (w.path(name), w.path(to));
        let there = w.places.iter().find(|p| p.path == target).unwrap_or_else(|| panic!("track {to} before saying what moved into it")).at;
        let p = w.places.iter_mut().find(|p| p.path == source).unwrap_or_else(|| panic!("{name} was never tracked"));
        let of_field = |part: &&Part| field.is_none_or(|f| part.name == f || part.name.starts_with(&format!("{f}.")) || part.name.starts_with(&format!("{f}[")));
        let mine: Vec<Part> = p.parts.iter().filter(of_field).cloned().collect();
        let (at, end) = (mine[0].at, mine.iter().map(|x| x.at + x.size).max().unwrap_or(0));
        // SAFETY: both variables' memory is still there, and the parts that were seen are initialised bytes.
        let bytes = |from: usize| unsafe { std::slice::from_raw_parts(std::ptr::with_exposed_provenance::<u8>(from), end - at) };
        assert_eq!(bytes(at), bytes(there), "{from} and {to} hold different bytes");
        match field {
            None => p.live = false,
            Some(_) => p.gone.push(mine),
        }
        println!(r#"{{"ev":"moved","from":"{source}{}","to":"{target}"}}"#, field.map_or(String::new(), |f| format!(".{f}")));
    });
}

/// The bytes of `from` now lie in a block that a tracked variable owns; which one is found at the end of the step.
pub fn moved_in(from: &str) {
    quietly(|w| {
        let path = w.path(from);
        let p = w.places.iter_mut().find(|p| p.path == path).unwrap_or_else(|| panic!("{from} was never tracked"));
        p.live = false;
        let pointer = p.parts.iter().find(|x| matches!(x.what, What::Pointer(..))).unwrap_or_else(|| panic!("{from} holds no pointer by which it could be found again"));
        w.pending.push((path, pointer.what.clone()));
    });
}

/// This variable's value is gone; its place is still there.
pub fn dropped(name: &str) {
    quietly(|w| {
        let path = w.path(name);
        for p in w.places.iter_mut().filter(|p| p.path == path) {
            p.live = false;
        }
        println!(r#"{{"ev":"dropped","at":"{path}"}}"#);
    });
}

/// This variable is out of the picture.
pub fn ended(name: &str) {
    quietly(|w| {
        let path = w.path(name);
        w.places.retain(|p| p.path != path);
        println!(r#"{{"ev":"ended","at":"{path}"}}"#);
    });
}

/// Called by a destructor: says for which place it runs.
pub fn drops<T>(this: &T, by: &str) {
    quietly(|w| {
        let (at, offset) = w.resolve((&raw const *this).addr()).unwrap_or(("?".into(), 0));
        println!(r#"{{"ev":"drop","at":"{at}","offset":{offset},"by":"{by}"}}"#);
    });
}

/// What the program found out and a figure shows in words: `note("refused", "try_borrow_mut")`.
pub fn note(kind: &str, text: &str) { quietly(|_| println!(r#"{{"ev":"note","kind":"{kind}","text":"{}"}}"#, json(text))); }

/// A call's own frame; it leaves the picture when this value is dropped.
pub struct Frame(String);

/// The first line of a function that shows its own frame.
pub fn frame(name: &str) -> Frame {
    quietly(|w| {
        w.flush();
        let depth = w.frames.iter().filter(|f| f.split('#').next() == Some(name)).count();
        let full = if depth == 0 { name.to_string() } else { format!("{name}#{}", depth + 1) };
        println!(r#"{{"ev":"enter","fn":"{full}"}}"#);
        w.frames.push(full.clone());
        w.lines.push((0, String::new()));
        Frame(full)
    })
}

impl Drop for Frame {
    fn drop(&mut self) {
        quietly(|w| {
            w.flush();
            w.frames.pop();
            w.lines.pop();
            let mine = format!("{}.", self.0);
            w.places.retain(|p| !p.path.starts_with(&mine));
            println!(r#"{{"ev":"leave","fn":"{}"}}"#, self.0);
            // The caller's line goes on: what follows belongs to it again.
            if let Some((n, text)) = w.lines.last().cloned() {
                w.stand_on(n, &text);
            }
        });
    }
}
