//@ run
//@ trace
//@ flags: -C codegen-units=16
//@ emit: vtable Sq Shape
// One value, one type, one trait, two modules: two tables. An address of a vtable identifies nothing. Observed without optimisation and with sixteen codegen units.
trait Shape { fn area(&self) -> f64; }
struct Sq { side: f64 }
impl Shape for Sq { fn area(&self) -> f64 { self.side * self.side } }
mod here { pub fn make(s: &super::Sq) -> &dyn super::Shape { s } }
mod there { pub fn make(s: &super::Sq) -> &dyn super::Shape { s } }

fn main() {
    let sq = Sq { side: 2.0 };
    value!(stack sq: Sq { side });
    step! { let a = here::make(&sq); }
    pointer!(a: &dyn Shape, Sq => Shape [4]);
    step! { let b = there::make(&sq); }
    pointer!(b: &dyn Shape, Sq => Shape [4]);
    #[allow(ambiguous_wide_pointer_comparisons)]
    let same = std::ptr::eq(a, b);
    eye::line(line!(), "ptr::eq(a, b)");
    println!(r#"{{"ev":"compare","left":"a","right":"b","addr_eq":{},"eq":{same}}}"#, std::ptr::addr_eq(a, b));
    assert_eq!(a.area(), b.area());
}
// #region kit
/// Prints what the figure plays, one JSON object a line. Every fact is read from memory; an address leaves only as the name of what lies there.
mod eye {
    use std::{cell::RefCell, fmt::Debug, slice};
    type Named = Vec<(usize, usize, String)>;
    thread_local! { static KNOWN: RefCell<(Named, Named)> = const { RefCell::new((Vec::new(), Vec::new())) }; }
    /// Where a name begins and how many bytes it covers.
    pub fn know(at: usize, size: usize, name: &str) { KNOWN.with_borrow_mut(|k| { k.0.retain(|v| v.2 != name); k.0.push((at, size, name.into())) }) }
    pub fn name_of(at: usize) -> String { KNOWN.with_borrow(|k| k.0.iter().find(|(a, n, _)| at == *a || (at > *a && at < a + n)).map_or("?".into(), |(a, _, s)| if at == *a { s.clone() } else { format!("{s}+{}", at - a) })) }
    pub fn line(n: u32, text: &str) { println!(r#"{{"ev":"line","n":{n},"text":"{}"}}"#, text.replace('"', "\\\"")) }
    pub fn value(name: &str, ty: &str, region: &str, at: usize, size: usize, align: usize, fields: &[String]) {
        let here = 0u8;
        assert_eq!(region == "stack", (&raw const here as usize).abs_diff(at) < 1 << 20, "{name} does not lie on the {region}");
        know(at, size.max(1), name);
        println!(r#"{{"ev":"value","name":"{name}","type":"{ty}","region":"{region}","size":{size},"align":{align},"fields":[{}]}}"#, fields.join(","))
    }
    pub fn field<T: Debug + ?Sized>(name: &str, offset: usize, v: &T) -> String { format!(r#"{{"name":"{name}","offset":{offset},"size":{},"value":"{}"}}"#, size_of_val(v), format!("{v:?}").replace('"', "\\\"")) }
    /// The words of a pointer, read where the pointer lies; `table` names the vtable that the second word must lead to, and how many words long it is.
    pub fn pointer<P>(name: &str, ty: &str, from: &str, p: &P, table: Option<(&str, &str, usize)>) {
        let w = unsafe { slice::from_raw_parts((&raw const *p).cast::<usize>(), size_of::<P>() / size_of::<usize>()) };
        let second = match (w.get(1), table) { (None, _) => String::new(), (Some(&at), Some((ty, tr, n))) => format!(r#",{{"table":"{}"}}"#, self::table(at, ty, tr, n)), (Some(len), None) => format!(r#",{{"len":{len}}}"#) };
        know(&raw const *p as usize, size_of::<P>(), name);
        println!(r#"{{"ev":"pointer","name":"{name}","type":"{ty}","from":"{from}","words":[{{"to":"{}"}}{second}]}}"#, name_of(w[0]))
    }
    /// Reads a table's words once and names it; a second table for the same type and trait gets a number.
    pub fn table(at: usize, ty: &str, tr: &str, n: usize) -> String {
        if let Some(old) = KNOWN.with_borrow(|k| k.1.iter().find(|t| t.0 == at).map(|t| t.2.clone())) { return old }
        let twins = KNOWN.with_borrow(|k| k.1.iter().filter(|t| t.2.starts_with(&format!("{ty} as {tr}"))).count());
        let name = if twins == 0 { format!("{ty} as {tr}") } else { format!("{ty} as {tr} #{}", twins + 1) };
        let known = |w: usize| KNOWN.with_borrow(|k| k.1.iter().find(|t| t.0 == w).map(|t| t.2.clone()));
        let words = unsafe { slice::from_raw_parts(at as *const usize, n) };
        let words: Vec<String> = words.iter().enumerate().map(|(i, &w)| match i { 1 | 2 => w.to_string(), _ if w == 0 => r#""null""#.into(), _ => known(w).map_or(r#""code""#.into(), |t| format!(r#"{{"table":"{t}"}}"#)) }).collect();
        KNOWN.with_borrow_mut(|k| k.1.push((at, n * 8, name.clone())));
        println!(r#"{{"ev":"table","name":"{name}","type":"{ty}","trait":"{tr}","words":[{}]}}"#, words.join(","));
        name
    }
}
#[allow(unused_macros)]
macro_rules! step { ($($t:tt)*) => { eye::line(line!(), stringify!($($t)*)); $($t)* } }
#[allow(unused_macros)]
macro_rules! value {
    ($region:ident $v:ident : $t:ty { $($f:tt),* }) => { eye::value(stringify!($v), stringify!($t), stringify!($region), &raw const $v as usize, size_of::<$t>(), align_of::<$t>(), &[$(eye::field(stringify!($f), std::mem::offset_of!($t, $f), &$v.$f)),*]) };
    ($region:ident $v:ident = $place:expr, $t:ty { $($f:tt),* }) => { eye::value(stringify!($v), stringify!($t), stringify!($region), &raw const $place as usize, size_of_val(&$place), align_of_val(&$place), &[$(eye::field(stringify!($f), &raw const $place.$f as usize - &raw const $place as *const u8 as usize, &$place.$f)),*]) };
    ($region:ident $v:ident = $place:expr, $t:ty) => { eye::value(stringify!($v), stringify!($t), stringify!($region), &raw const $place as *const u8 as usize, size_of_val(&$place), align_of_val(&$place), &[eye::field("", 0, &$place)]) };
}
#[allow(unused_macros)]
macro_rules! pointer {
    ($p:ident : $t:ty) => { eye::pointer(stringify!($p), stringify!($t), "", &$p, None) };
    ($p:ident : $t:ty, $ty:ty => $tr:ident [$n:expr]) => { eye::pointer(stringify!($p), stringify!($t), "", &$p, Some((stringify!($ty), stringify!($tr), $n))) };
    ($f:ident => $p:ident : $t:ty) => { eye::pointer(stringify!($p), stringify!($t), stringify!($f), &$p, None) };
    ($f:ident => $p:ident : $t:ty, $ty:ty => $tr:ident [$n:expr]) => { eye::pointer(stringify!($p), stringify!($t), stringify!($f), &$p, Some((stringify!($ty), stringify!($tr), $n))) };
}
#[allow(unused_imports)]
use {pointer, step, value};
// #endregion kit
