//@ run
//@ trace
//@ emit: vtable Solid Hull
// Which methods of `Hull` and its supertraits get a slot, and in which order.
macro_rules! declare { ($($item:item)*) => { $($item)* fn declared() { $(println!(r#"{{"ev":"trait","text":"{}"}}"#, stringify!($item).split_whitespace().collect::<Vec<_>>().join(" "));)* } } }
declare! {
    trait Named { fn id(&self); fn label(&self); }
    trait Weighed { fn mass(&self); }
    trait Hull: Named + Weighed { fn volume(&self); }
}
struct Solid(String);
impl Named for Solid { fn id(&self) {} fn label(&self) {} }
impl Weighed for Solid { fn mass(&self) {} }
impl Hull for Solid { fn volume(&self) {} }

fn main() {
    declared();
    let solid = Solid("x".into());
    let hull: &dyn Hull = &solid;
    (hull.id(), hull.label(), hull.mass(), hull.volume());
    assert_eq!(solid.0, "x");
}
