//@ run-crash: 134
//@ emit: witness
// The only unsafe line is right as long as nobody breaks `len`. `truncate` is safe code, and breaks it.
mod stack {
    // #region all
    pub struct Stack { buf: [u8; 4], len: usize } // len <= 4

    impl Stack {
        pub fn top(&self) -> Option<&u8> {
            let last = self.len.checked_sub(1)?;
            // SAFETY: last < len, and len <= 4
            Some(unsafe { self.buf.get_unchecked(last) })
        }
        pub fn truncate(&mut self, len: usize) {
            self.len = len;
        }
    }
    // #endregion
    impl Stack {
        pub fn new() -> Self { Stack { buf: [7; 4], len: 1 } }
    }
}

fn main() {
    // #region main
    let mut s = stack::Stack::new();
    s.truncate(1000);
    println!("{:?}", s.top());
    // #endregion
}
