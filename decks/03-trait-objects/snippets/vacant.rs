//@ check
//@ emit: vtable Reader Store<String>
//@ emit: vtable Reader Store<u8>
// #region trait
pub trait Store<T> {
    fn read(&self) where T: Copy;
    fn name(&self) -> &str;
}
// #endregion

pub struct Reader;
impl Store<String> for Reader { fn read(&self) {} fn name(&self) -> &str { "text" } }
impl Store<u8> for Reader { fn read(&self) {} fn name(&self) -> &str { "byte" } }
