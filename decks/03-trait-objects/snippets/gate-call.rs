//@ check-fail: none
trait Source {
    fn next(&mut self) -> Option<u8>;

    fn map_all<F>(self, f: F) -> Vec<u8>
    where Self: Sized, F: Fn(u8) -> u8;
}

// #region call
fn drain(source: &mut dyn Source) {
    source.map_all(|x| x * 2); //~ none
}
// #endregion
