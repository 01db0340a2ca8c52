//@ run
//@ trace
//@ emit: vtable Count Source
// A method gated by `Self: Sized` needs no slot, whatever its signature names.
macro_rules! declare { ($($item:item)*) => { $($item)* fn declared() { $(println!(r#"{{"ev":"trait","text":"{}"}}"#, stringify!($item).split_whitespace().collect::<Vec<_>>().join(" "));)* } } }
declare! {
    trait Source { fn next(&mut self) -> u8; fn map_all<F>(self, f: F) where Self: Sized; fn twin(&self) -> Self where Self: Sized; fn new() -> Self where Self: Sized; }
}
struct Count(u8);
impl Source for Count {
    fn next(&mut self) -> u8 { self.0 += 1; self.0 }
    fn map_all<F>(self, _f: F) {}
    fn twin(&self) -> Self { Count(self.0) }
    fn new() -> Self { Count(0) }
}

fn main() {
    declared();
    let mut count = Count::new();
    let source: &mut dyn Source = &mut count;
    assert_eq!(source.next(), 1);
    count.twin().map_all(());
}
