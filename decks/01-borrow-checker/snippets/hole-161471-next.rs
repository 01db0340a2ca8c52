//@ run-crash: 139
//@ bootstrap
//@ flags: -Zpolonius=next
// rust-lang/rust#161471: NLL rejects it, and both implementations of Polonius accept it.
#![forbid(unsafe_code)]

// #region hole
type Slot = Option<Box<i32>>;
type P<'a, 'b> =
    for<'x> fn(&'a mut &'b Slot, &'x ()) -> &'x Slot;
fn f<'b>(x: &mut &'b Slot, _: &()) -> &'b Slot { *x }

fn main() {
    let p: &'static mut Slot =
        Box::leak(Box::new(Some(Box::new(1))));
    let mid: &mut &Slot = Box::leak(Box::new(&*p));
    let r: &Slot = (f as P<'_, '_>)(mid, &());
    let b: &Box<i32> = r.as_ref().unwrap();
    if false { let _: &mut &'static Slot = mid; }
    else { *p = None; println!("{b}"); };
}
// #endregion
