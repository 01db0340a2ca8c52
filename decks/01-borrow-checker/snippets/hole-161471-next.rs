//@ run-crash: 139
//@ bootstrap
//@ flags: -Zpolonius=next
// rust-lang/rust#161471: NLL rejects it, and both implementations of Polonius accept it.
#![forbid(unsafe_code)]

// #region hole
type Payload = Option<Box<i32>>;
type P<'a, 'b> =
    for<'x> fn(&'a mut &'b Payload, &'x ()) -> &'x Payload;
fn f<'b>(x: &mut &'b Payload, _: &()) -> &'b Payload { *x }

fn main() {
    let p: &'static mut Payload =
        Box::leak(Box::new(Some(Box::new(1))));
    let mid: &mut &Payload = Box::leak(Box::new(&*p));
    let r: &Payload = (f as P<'_, '_>)(mid, &());
    let b: &Box<i32> = r.as_ref().unwrap();
    if false { let _: &mut &'static Payload = mid; }
    else { *p = None; println!("{b}"); };
}
// #endregion
