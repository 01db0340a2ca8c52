//@ run
// A guard that is never dropped: the cell stays locked for shared handles, and not for its owner. And a guard split in two.
use std::cell::{RefCell, RefMut};

fn main() {
    let mut cell = RefCell::new((1, 2));
    std::mem::forget(cell.borrow_mut());
    println!("locked {}", cell.try_borrow().is_err());
    cell.get_mut().0 = 5;
    println!("owner {:?}", cell.into_inner());

    let cell = RefCell::new((1, 2));
    let (one, two) = RefMut::map_split(cell.borrow_mut(), |pair| (&mut pair.0, &mut pair.1));
    drop(one);
    println!("half locked {}", cell.try_borrow().is_err());
    drop(two);
    println!("free {}", cell.try_borrow().is_ok());
}
