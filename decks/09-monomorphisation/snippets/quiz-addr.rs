//@ run
// #region q
fn id<T>(t: T) -> T { t }

fn main() {
    let a = size_of_val(&id::<u8>);
    let b = size_of_val(&|x: u8| x);
    println!("{a} {b}");
}
// #endregion
