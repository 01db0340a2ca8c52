//@ run
// What an Option adds to six types.
macro_rules! both {
    ($($t:ty),* $(,)?) => { $( println!("{:<8}{:>3} -> {:>2}", stringify!($t), size_of::<$t>(), size_of::<Option<$t>>()); )* };
}

fn main() {
    // #region main
    // size_of::<T>() -> size_of::<Option<T>>()
    both!(&u8, u64, bool, char, f32, String);
    // #endregion
}
