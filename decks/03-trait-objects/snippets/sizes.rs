//@ run
//@ emit: layout &dyn Shape
//@ emit: layout &Box<dyn Shape>
//@ emit: layout Option<&dyn Shape>
//@ emit: layout Option<*const dyn Shape>
//@ emit: layout Option<*const [u8]>
//@ emit: layout *const dyn Shape
//@ emit: layout *const [u8]
pub trait Shape { fn area(&self) -> f64; }

macro_rules! sizes {
    ($($t:ty),* $(,)?) => { $( println!("{:<26}{:>3}", stringify!($t), size_of::<$t>()); )* };
}

fn main() {
    // #region main
    sizes! {
        &u8,
        &dyn Shape,
        Box<dyn Shape>,
        &Box<dyn Shape>,
        Option<&dyn Shape>,
        Option<*const dyn Shape>,
        Option<*const [u8]>,
        Option<*const u8>,
    }
    // #endregion
}
