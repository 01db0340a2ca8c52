//@ run
// The tail of a block in a `let`: the temporary is extended, so the block's own local is dropped before it.
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) { println!("{}", self.0) }
}

// #region main
fn main() {
    let r = {
        let _local = D("local");
        &D("temp")
    };
    println!("end of main, {} is alive", r.0);
}
// #endregion
