// A field cannot be moved out of a type with a destructor.
//@ check-fail: E0509
#![crate_type = "lib"]

pub struct S {
    pub name: String,
}

impl Drop for S {
    fn drop(&mut self) {
        println!("{}", self.name);
    }
}

pub fn take(s: S) -> String {
    s.name //~ E0509
}
