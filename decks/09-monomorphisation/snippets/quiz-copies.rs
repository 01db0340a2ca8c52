//@ run
//@ flags: -Copt-level=0
//@ emit: mono twice
// #region q
fn twice<T: Clone>(t: T) -> (T, T) { (t.clone(), t) }

fn main() {
    let owned = String::from("own");
    let a = twice(owned.as_str());
    let b = twice("static");
    let c = twice([1u8]);
    let d = twice([1u8, 2]);
    println!("{}", a.0.len() + b.0.len() + c.1.len() + d.1.len());
}
// #endregion
