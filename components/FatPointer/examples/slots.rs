//@ run
//@ trace
//@ emit: vtable S C
// Which methods of `C` and its supertraits get a slot, and which do not.
macro_rules! declare { ($($item:item)*) => { $($item)* fn declared() { $(println!(r#"{{"ev":"trait","text":"{}"}}"#, stringify!($item).split_whitespace().collect::<Vec<_>>().join(" "));)* } } }
declare! {
    trait A { fn a1(&self); fn a2(&self); }
    trait B { fn b1(&self); }
    trait C: A + B { fn c1(&self); fn make<T>(&self) where Self: Sized; fn stat() where Self: Sized; }
}
struct S(String);
impl A for S { fn a1(&self) {} fn a2(&self) {} }
impl B for S { fn b1(&self) {} }
impl C for S { fn c1(&self) {} fn make<T>(&self) {} fn stat() {} }

fn main() {
    declared();
    let s = S("x".into());
    let c: &dyn C = &s;
    (c.a1(), c.a2(), c.b1(), c.c1(), s.make::<u8>(), S::stat());
    assert_eq!(s.0, "x");
}
