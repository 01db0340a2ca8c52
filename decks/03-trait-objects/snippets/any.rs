//@ run
use std::any::Any;

// #region all
trait Component: Any {
    fn name(&self) -> &'static str;
}

fn health(component: &dyn Component) -> Option<u32> {
    let any: &dyn Any = component;
    any.downcast_ref::<Health>().map(|h| h.0)
}
// #endregion

struct Health(u32);
struct Position(#[allow(dead_code)] i32, #[allow(dead_code)] i32);
impl Component for Health { fn name(&self) -> &'static str { "health" } }
impl Component for Position { fn name(&self) -> &'static str { "position" } }

// #region main
fn main() {
    let boxes: Vec<Box<dyn Component>> =
        vec![Box::new(Position(1, 2)), Box::new(Health(7))];
    for component in &boxes {
        println!("{:<9}{:?}", component.name(), health(&**component));
    }
    let any: &dyn Any = &boxes[1];
    println!("Health   {}", any.is::<Health>());
    println!("Box      {}", any.is::<Box<dyn Component>>());
}
// #endregion
