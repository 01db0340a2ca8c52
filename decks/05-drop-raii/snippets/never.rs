//@ run
use std::{env, process::{self, Command}, sync::LazyLock};
struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) { print!("{} ", self.0) }
}
static TABLE: LazyLock<D> = LazyLock::new(|| D("static"));
thread_local! { static CACHE: D = const { D("thread-local") } }
// #region end
fn end(how: &str) {
    let local = D("local");
    TABLE.0.len();
    CACHE.with(|cache| cache.0.len());
    match how {
        "process::exit" => process::exit(0),
        "process::abort" => process::abort(),
        "forget" => std::mem::forget(local),
        "Box::leak" => { Box::leak(Box::new(local)); }
        "panic" => panic!(),
        _ => {}
    }
}
// #endregion
fn main() {
    if let Some(how) = env::args().nth(1) { return end(&how) }
    for how in ["return", "panic", "forget", "Box::leak", "process::exit", "process::abort"] {
        let child = Command::new(env::current_exe().unwrap()).arg(how).output().unwrap();
        let ran = String::from_utf8(child.stdout).unwrap();
        println!("{how:<15}{}", if ran.is_empty() { "nothing" } else { ran.trim() });
    }
}
