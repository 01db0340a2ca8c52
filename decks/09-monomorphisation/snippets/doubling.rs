//@ run
//@ flags: -Copt-level=0
//@ emit: mono layer
use std::marker::PhantomData;
struct L<T>(PhantomData<T>);
struct R<T>(PhantomData<T>);
// #region layers
fn layer2<T>() -> u64 { layer1::<L<T>>() + layer1::<R<T>>() }
fn layer1<T>() -> u64 { layer0::<L<T>>() + layer0::<R<T>>() }
fn layer0<T>() -> u64 { size_of::<T>() as u64 + 1 }

fn main() { println!("{}", layer2::<u8>()); }
// #endregion
