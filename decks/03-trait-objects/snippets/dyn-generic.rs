//@ check-fail: E0038
// #region all
trait Shape {
    fn area(&self) -> f64;
    fn scale<N: Into<f64>>(&mut self, by: N);
}

struct Scene {
    shapes: Vec<Box<dyn Shape>>, //~ E0038
}
// #endregion
