//@ check
//@ flags: -O
//@ emit: asm drop_it
//@ emit: asm size
pub trait Shape {
    fn area(&self) -> f64;
}

// #region drop
#[unsafe(no_mangle)]
pub fn drop_it(b: Box<dyn Shape>) {
    drop(b)
}
// #endregion

// #region size
#[unsafe(no_mangle)]
pub fn size(s: &dyn Shape) -> usize {
    size_of_val(s)
}
// #endregion
