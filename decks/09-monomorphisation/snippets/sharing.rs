//@ run
//@ timeout: 60
// Which crate holds the copy of a::show::<u32>? The program builds the crates and counts definitions in their LLVM IR.
use std::{env, fs, process::Command};

// #region crates
const A: &str = "pub fn show<T: std::fmt::Debug>(t: T) -> usize { format!(\"{t:?}\").len() }";
const B: &str = "pub fn from_b() -> usize { a::show(7u32) }";
const C: &str = "pub fn from_c() -> usize { a::show(8u32) }";
const C_USES_B: &str = "pub fn from_c() -> usize { a::show(8u32) + b::from_b() }";
// #endregion
/// rustc on the search path that compiled this program. rustup's proxy lies in HOME/.cargo/bin and wants HOME.
fn find() -> std::path::PathBuf {
    let path = option_env!("PATH").expect("the compiler was started with a search path");
    env::split_paths(path).map(|d| d.join("rustc")).find(|p| p.exists()).expect("rustc lies on the search path")
}
/// Builds one crate and counts the definitions of `show` in it.
fn build(name: &str, text: &str, uses: &[&str], level: &str) -> usize {
    fs::write(format!("{name}.rs"), text).unwrap();
    let mut c = Command::new(find());
    c.args([&format!("{name}.rs"), "--edition=2024", "--crate-type=rlib", "--emit=link,llvm-ir", "-Ccodegen-units=1", "-Csymbol-mangling-version=v0", "-L.", "-Awarnings"]);
    c.arg(format!("-Copt-level={level}"));
    for u in uses { c.arg(format!("--extern={u}=lib{u}.rlib")); }
    c.env("HOME", find().ancestors().nth(3).unwrap()).env("PATH", option_env!("PATH").unwrap());
    assert!(c.status().unwrap().success());
    let ir = fs::read_to_string(format!("{name}.ll")).unwrap();
    ir.lines().filter(|l| l.starts_with("define ") && l.contains("4showm")).count()
}
fn main() {
    println!("{:<34}in a  in b  in c", "copies of show::<u32>");
    for (how, never, level) in [("level 0", false, "0"), ("level 3", false, "3"), ("level 3, inline(never)", true, "3")] {
        for (graph, c, uses) in [("c uses b", C_USES_B, &["a", "b"][..]), ("siblings", C, &["a"][..])] {
            let a = build("a", &if never { format!("#[inline(never)] {A}") } else { A.into() }, &[], level);
            let b = build("b", B, &["a"], level);
            println!("{:<34}{a:>4}{b:>6}{:>6}", format!("{how}, {graph}"), build("c", c, uses, level));
        }
    }
}
