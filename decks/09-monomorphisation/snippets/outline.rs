//@ run
//@ flags: -O
//@ emit: mono read_all
//@ emit: mono inner
use std::path::Path;
// #region generic
fn read_all<P: AsRef<Path>>(p: P) -> usize {
    #[inline(never)]
    fn inner(p: &Path) -> usize {
        let mut depth = 0;
        for part in p.components() {
            depth += part.as_os_str().len();
        }
        depth
    }
    inner(p.as_ref())
}
// #endregion
fn main() {
    let s = String::from("a/b");
    println!("{}", read_all("x/y") + read_all(&s) + read_all(s.clone()) + read_all(Path::new("z")));
}
