//@ run
//@ flags: -O -C codegen-units=1
//@ emit: mono write_area
//@ emit: mono Shape
// Four types, four copies of the body; the dyn version has one body, and a table and a method for each type.
use std::hint::black_box;

pub trait Shape { fn area(&self) -> f64; }
pub struct Cube(f64);
pub struct Ball(f64);
pub struct Disc(f64);
pub struct Tile(f64);
impl Shape for Cube { fn area(&self) -> f64 { 6.0 * self.0 * self.0 } }
impl Shape for Ball { fn area(&self) -> f64 { 12.566 * self.0 * self.0 } }
impl Shape for Disc { fn area(&self) -> f64 { 3.1416 * self.0 * self.0 } }
impl Shape for Tile { fn area(&self) -> f64 { self.0 * self.0 } }

#[inline(never)]
// #region generic
fn write_area<S: Shape>(
    s: &S, out: &mut String,
) {
    out.push_str("area: ");
    let a = s.area().to_string();
    out.push_str(&a);
    out.push('\n');
}
// #endregion

#[inline(never)]
fn write_area_dyn(s: &dyn Shape, out: &mut String) {
    out.push_str("area: ");
    let a = s.area().to_string();
    out.push_str(&a);
    out.push('\n');
}

fn main() {
    let (cube, ball, disc, tile) = black_box((Cube(1.0), Ball(1.0), Disc(1.0), Tile(1.0)));
    let (mut a, mut b) = (String::new(), String::new());
    write_area(&cube, &mut a);
    write_area(&ball, &mut a);
    write_area(&disc, &mut a);
    write_area(&tile, &mut a);
    for s in [&cube as &dyn Shape, &ball, &disc, &tile] { write_area_dyn(s, &mut b) }
    assert_eq!(a, b);
    print!("{b}");
}
