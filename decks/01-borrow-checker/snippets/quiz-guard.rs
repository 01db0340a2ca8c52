//@ run
struct Guard<'a>(&'a Vec<i32>);
impl Drop for Guard<'_> { fn drop(&mut self) { println!("{}", self.0.len()); } }
// #region q
fn main() {
    let mut v = vec![1];
    let g = Guard(&v); // Guard has a destructor
    drop(g);
    v.push(2);
    println!("{}", v.len());
}
// #endregion
