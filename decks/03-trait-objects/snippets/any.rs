//@ run
use std::any::Any;

// #region all
trait Component: Any {
    fn name(&self) -> &'static str;
}

fn health(c: &dyn Component) -> Option<u32> {
    let any: &dyn Any = c;
    any.downcast_ref::<Health>().map(|h| h.0)
}
// #endregion

struct Health(u32);
impl Component for Health { fn name(&self) -> &'static str { "health" } }

// #region main
fn main() {
    let b: Box<dyn Component> =
        Box::new(Health(7));
    let outer: &dyn Any = &b;
    let inner: &dyn Any = &*b;
    println!("{} {:?}", b.name(), health(&*b));
    println!("outer  {}", outer.is::<Health>());
    println!("inner  {}", inner.is::<Health>());
}
// #endregion
