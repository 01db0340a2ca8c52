//@ check-fail: none
trait Draw { fn draw(&self) -> usize; }
impl Draw for &str { fn draw(&self) -> usize { self.len() } }

// #region q
struct Scene {
    items: Vec<Box<dyn Draw>>,
}

impl Scene {
    fn add(&mut self, label: &str) {
        self.items.push(Box::new(label)); //~ none
    }
}
// #endregion

fn total(scene: &Scene) -> usize { scene.items.iter().map(|item| item.draw()).sum() }
