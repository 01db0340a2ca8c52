//@ run
// For looking only: the language promises neither the order of the two words nor anything about the table.
trait Shape {
    fn area(&self) -> f64;
}
struct Square(f64);
struct Label(#[allow(dead_code)] String);
impl Shape for Square { fn area(&self) -> f64 { self.0 * self.0 } }
impl Shape for Label { fn area(&self) -> f64 { 1.0 } }

// #region read
/// Looks where the second word leads. Sound on this compiler only.
fn read(s: &dyn Shape) -> String {
    let [data, table]: [usize; 2] =
        unsafe { std::mem::transmute(s) };
    let slots = table as *const usize;
    let [drop, size, align, area] =
        unsafe { slots.cast::<[usize; 4]>().read() };
    let call: unsafe fn(usize) -> f64 =
        unsafe { std::mem::transmute(area) };
    let glue = if drop == 0 { "null" } else { "glue" };
    format!("drop {glue}  size {size:>2}  align {align}  \
             slot 3 says {}", unsafe { call(data) })
}
// #endregion

fn main() {
    println!("Square  {}", read(&Square(3.0)));
    println!("Label   {}", read(&Label("axis".into())));
}
