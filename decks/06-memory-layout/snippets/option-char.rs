//@ run
//@ edition: 2021
//@ history: output 1 in 2015
use std::mem::size_of;
// #region all
fn main() {
    println!("{} {}", size_of::<Option<char>>(), size_of::<Option<Option<bool>>>());
}
// #endregion
