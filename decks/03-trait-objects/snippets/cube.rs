//@ run
//@ trace
//@ emit: vtable Cube Shape
#![allow(dead_code)]
// The two words of a trait object and the table behind the second one, read back at run time.
// The order of the words and of the slots is an observation of this compiler, not a promise of the language.
// #region types
trait Shape {
    fn area(&self) -> f64;
    fn name(&self) -> String;
}

struct Cube { edge: f64 }

impl Shape for Cube {
    fn area(&self) -> f64 { 6.0 * self.edge * self.edge }
    fn name(&self) -> String { "cube".into() }
}
// #endregion

fn main() {
    let cube = Cube { edge: 2.0 };
    let r: &Cube = &cube;
    let s: &dyn Shape = r;
    let [data, table]: [usize; 2] = unsafe { std::mem::transmute(s) };
    let words = unsafe { std::slice::from_raw_parts(table as *const usize, 5) };
    println!(r#"{{"ev":"value","name":"cube","type":"Cube","size":{},"field":"edge","value":"{:.1}"}}"#, size_of_val(&cube), cube.edge);
    println!(r#"{{"ev":"pointer","name":"r","type":"&Cube","size":{},"points_at":"cube"}}"#, size_of_val(&r));
    println!(r#"{{"ev":"unsize","name":"s","type":"&dyn Shape","size":{},"data_same":{}}}"#, size_of_val(&s), data == r as *const Cube as usize);
    println!(r#"{{"ev":"table","drop_null":{},"size":{},"align":{},"area_is":{},"name_is":{}}}"#,
        words[0] == 0, words[1], words[2],
        words[3] == <Cube as Shape>::area as *const () as usize,
        words[4] == <Cube as Shape>::name as *const () as usize);
    println!(r#"{{"ev":"call","slot":3,"result":"{}"}}"#, s.area());
}
