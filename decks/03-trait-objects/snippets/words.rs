//@ run
//@ flags: -A dead_code
// For looking only: the language promises neither the order of the two words nor anything about the table.
trait Shape {
    fn area(&self) -> f64;
}
struct Square(f64);
struct Label(String);
impl Shape for Square { fn area(&self) -> f64 { self.0 * self.0 } }
impl Shape for Label { fn area(&self) -> f64 { 1.0 } }

type Word = *const ();

// #region read
/// Looks where the second word leads.
fn read(s: &dyn Shape) -> String {
    let [data, table]: [Word; 2] =
        unsafe { std::mem::transmute(s) };
    let [drop, size, align, area] =
        unsafe { table.cast::<[Word; 4]>().read() };
    let call: unsafe fn(Word) -> f64 =
        unsafe { std::mem::transmute(area) };
    let drop = if drop.is_null() { "null" } else { "fn" };
    let (size, align) = (size.addr(), align.addr());
    let area = unsafe { call(data) };
    format!("{drop:<6}{size:<6}{align:<6}{area}")
}
// #endregion

fn main() {
    println!("        drop  size  align slot 3");
    println!("Square  {}", read(&Square(3.0)));
    println!("Label   {}", read(&Label("axis".into())));
}
