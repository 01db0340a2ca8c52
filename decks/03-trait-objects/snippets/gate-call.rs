//@ check-fail: none
// #region all
trait Source {
    fn next(&mut self) -> Option<u8>;
    fn map_all<F: Fn(u8) -> u8>(&self, f: F)
    where Self: Sized;
}

fn drain(source: &dyn Source) {
    source.map_all(|x| x * 2); //~ none
}
// #endregion
