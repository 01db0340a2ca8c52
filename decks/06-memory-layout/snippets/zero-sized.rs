//@ run
//@ emit: layout (u8, [u64; 0])
//@ emit: layout (u8, std::marker::PhantomData<u64>)
// Two markers without bytes; only one of them is without influence.
use std::marker::PhantomData;

fn main() {
    println!("{} {}", size_of::<(u8, PhantomData<u64>)>(), size_of::<(u8, [u64; 0])>());
}
