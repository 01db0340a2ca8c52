//@ run
//@ crate: mimalloc
// #region main
use mimalloc::MiMalloc;

#[global_allocator]
static GLOBAL: MiMalloc = MiMalloc;

fn main() {
    let words: Vec<String> = (0..3).map(|i| i.to_string()).collect();
    println!("{}", words.join(" "));
}
// #endregion
