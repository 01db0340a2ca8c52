//@ run
// A wide pointer has two words that are never null; the compiler keeps one niche of the type.
fn main() {
    // #region main
    let plain = size_of::<&dyn Send>();
    let once = size_of::<Option<&dyn Send>>();
    let twice = size_of::<Option<Option<&dyn Send>>>();
    println!("{plain} {once} {twice}");
    println!("{}", size_of::<Option<Option<std::num::NonZeroU32>>>());
    // #endregion
}
