//@ run
//@ warnings
// #region main
async fn hello() {
    println!("hello");
}

fn main() {
    hello();
    println!("{} byte", size_of_val(&hello()));
    println!("done");
}
// #endregion
