//@ run
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) { println!("{} is dropped", self.0) }
}
// #region all
fn end<T>(_value: T) {}
// #endregion
fn main() {
    end(D("a"));
    println!("needs_drop: String {}, u8 {}, &String {}, [String; 0] {}",
        std::mem::needs_drop::<String>(), std::mem::needs_drop::<u8>(),
        std::mem::needs_drop::<&String>(), std::mem::needs_drop::<[String; 0]>());
}
