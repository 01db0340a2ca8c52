//@ run
//@ trace
//@ output: measured
//@ timeout: 60
// The bill of a program that grows: N types through one generic function, or through an outlined core, or through dyn. The program asks rustc itself and counts the object file's bytes.
use std::{env, fs, process::Command, time::Instant};

// #region shapes
const GENERIC: &str = "#[inline(never)] fn render<T: Field>(xs: &[T]) -> String {
    let mut out = String::new();
    for (i, x) in xs.iter().enumerate() {
        if i > 0 { out.push_str(\", \"); }
        out.push('['); x.write(&mut out); out.push(']');
        if out.len() > 80 { out.push('\\n'); }
    }
    out
}";
const OUTLINED: &str = "fn render<T: Field>(xs: &[T]) -> String { core(xs.len(), &mut |i, o| xs[i].write(o)) }
#[inline(never)] fn core(n: usize, write: &mut dyn FnMut(usize, &mut String)) -> String {
    let mut out = String::new();
    for i in 0..n {
        if i > 0 { out.push_str(\", \"); }
        out.push('['); write(i, &mut out); out.push(']');
        if out.len() > 80 { out.push('\\n'); }
    }
    out
}";
// #endregion
fn program(head: &str, n: usize) -> String {
    let mut s = format!("pub trait Field {{ fn write(&self, o: &mut String); }}\n{head}\n");
    for i in 0..n { s += &format!("pub struct T{i}(pub u{}); impl Field for T{i} {{ fn write(&self, o: &mut String) {{ o.push_str(\"t{i}:\"); o.push_str(&self.0.to_string()); }} }}\npub fn f{i}(xs: &[T{i}]) -> String {{ render(xs) }}\n", [8, 16, 32, 64][i % 4]) }
    s
}
/// rustc on the search path that compiled this program. rustup's proxy lies in HOME/.cargo/bin and wants HOME.
fn find() -> std::path::PathBuf {
    let path = option_env!("PATH").expect("the compiler was started with a search path");
    env::split_paths(path).map(|d| d.join("rustc")).find(|p| p.exists()).expect("rustc lies on the search path")
}
fn main() {
    let dir = env::current_dir().unwrap();
    for n in [1, 10, 40] {
        for (name, head) in [("generic", GENERIC), ("outlined", OUTLINED)] {
            fs::write(dir.join("x.rs"), program(head, n)).unwrap();
            for _ in 0..3 {
                let start = Instant::now();
                let ok = Command::new(find()).args(["--edition", "2024", "--crate-type", "lib", "-O", "-Ccodegen-units=1", "--emit=obj", "-A", "warnings", "--out-dir", ".", "x.rs"]).current_dir(&dir).env("HOME", find().ancestors().nth(3).unwrap()).env("PATH", option_env!("PATH").unwrap()).status().unwrap().success();
                assert!(ok);
                println!(r#"{{"ev":"measure","group":"milliseconds, {n} types","name":"{name}, {n}","value":{:.0},"unit":"ms"}}"#, start.elapsed().as_secs_f64() * 1e3);
            }
        }
    }
}
