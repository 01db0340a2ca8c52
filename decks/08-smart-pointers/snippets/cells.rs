//@ check
//@ emit: layout std::cell::Cell<u8>
//@ emit: layout std::cell::RefCell<u8>
//@ emit: layout std::cell::OnceCell<Box<u8>>
//@ emit: layout std::cell::RefCell<u64>
//@ emit: layout std::sync::Mutex<u64>
fn main() {}
