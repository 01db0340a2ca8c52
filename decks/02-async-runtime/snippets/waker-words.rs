//@ run
//@ emit: layout std::task::Waker
//@ emit: layout Option<std::task::Waker>
//@ emit: layout std::task::RawWaker
//@ emit: layout std::task::RawWakerVTable
use std::task::{Context, RawWakerVTable, Waker};

fn main() {
    println!("Waker {} Option {} table {} Context {}", size_of::<Waker>(), size_of::<Option<Waker>>(), size_of::<RawWakerVTable>(), size_of::<Context>());
}
