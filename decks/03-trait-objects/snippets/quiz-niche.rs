//@ run
use std::fmt::Debug;

fn main() {
    // #region q
    let slice = size_of::<Option<*const [u8]>>();
    let object = size_of::<Option<*const dyn Debug>>();
    println!("{slice} {object}");
    // #endregion
}
