//@ run
//@ flags: -O -C codegen-units=16
use std::ptr;

trait Draw { fn draw(&self) -> u8; }
struct Dot(u8);
impl Draw for Dot { fn draw(&self) -> u8 { self.0 } }
static DOT: Dot = Dot(7);

// #region two
type Object = &'static dyn Draw;
mod ui   { pub fn dot() -> crate::Object { &crate::DOT } }
mod test { pub fn dot() -> crate::Object { &crate::DOT } }

fn main() {
    let (a, b) = (ui::dot(), test::dot());
    println!("addr_eq {}", ptr::addr_eq(a, b));
    println!("eq      {}", ptr::eq(a, b));
    assert_eq!(a.draw(), b.draw());
}
// #endregion
