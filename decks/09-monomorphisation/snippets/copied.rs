//@ run
//@ flags: -O
//@ emit: mono read_all
use std::path::Path;
// #region generic
#[inline(never)]
fn read_all<P: AsRef<Path>>(p: P) -> usize {
    let p = p.as_ref();
    let mut depth = 0;
    for part in p.components() {
        depth += part.as_os_str().len();
    }
    depth
}
// #endregion
fn main() {
    let s = String::from("a/b");
    println!("{}", read_all("x/y") + read_all(&s) + read_all(s.clone()) + read_all(Path::new("z")));
}
