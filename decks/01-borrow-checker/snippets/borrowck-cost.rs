//@ run
//@ trace
//@ output: measured
//@ timeout: 60
// What borrow checking costs to compile: the share of the pass `MIR_borrow_checking` for a crate of std, and rustc's processor time for 1,000 borrows in three shapes. The program asks rustc itself.
use std::{env, fs, path::PathBuf, process::Command};

// #region shapes
/// `n` borrows that one vector keeps, in functions of `each` lines.
fn kept(n: usize, each: usize) -> String {
    let line = |i: usize| format!("    out.push(s[{i}].as_str());\n");
    (0..n / each)
        .map(|f| format!("pub fn f{f}(s: &[String]) -> Vec<&str> {{\n    let mut out = vec![];\n{}    out\n}}\n", (0..each).map(line).collect::<String>()))
        .collect()
}
/// `n` variables that one loop borrows in turn.
fn in_a_loop(n: usize) -> String {
    let lets: String = (0..n).map(|i| format!("    let mut x{i} = {i};\n")).collect();
    let uses: String = (0..n).map(|i| format!("        let r = &mut x{i}; *r += 1; sum += x{i};\n")).collect();
    format!("pub fn f(rounds: usize) -> usize {{\n{lets}    let mut sum = 0;\n    for _ in 0..rounds {{\n{uses}    }}\n    sum\n}}\n")
}
// #endregion
/// rustc on the search path that compiled this program: the toolchain's own.
fn find() -> PathBuf {
    let path = option_env!("PATH").expect("the compiler was started with a search path");
    env::split_paths(path).map(|d| d.join("rustc")).find(|p| p.exists()).expect("rustc lies on the search path")
}
/// hashbrown, the crate behind std's `HashMap`: the component rust-src holds its source.
fn hashbrown() -> PathBuf {
    let sysroot = find().ancestors().nth(2).unwrap().to_path_buf();
    let vendor = fs::read_dir(sysroot.join("lib/rustlib/src/rust/library/vendor")).expect("the component rust-src is installed");
    let mut crates = vendor.map(|d| d.unwrap().path());
    crates.find(|d| d.file_name().unwrap().to_str().unwrap().starts_with("hashbrown-")).unwrap().join("src/lib.rs")
}
/// Processor time of the children that have ended, in milliseconds: a busy machine makes them wait, not count more.
fn spent() -> f64 {
    unsafe extern "C" { fn getrusage(who: i32, usage: *mut [i64; 18]) -> i32; }
    let mut usage = [0; 18];
    // SAFETY: on 64-bit Linux a `struct rusage` is two times of two words each and fourteen counters; -1 stands for the children.
    assert_eq!(unsafe { getrusage(-1, &mut usage) }, 0);
    (usage[0] + usage[2]) as f64 * 1e3 + (usage[1] + usage[3]) as f64 / 1e3
}
/// What rustc spends on a crate: its processor time in milliseconds, and the share of the pass in its time, in percent.
fn ask(source: &PathBuf, flags: &[&str]) -> (f64, f64) {
    let before = spent();
    // #region ask
    let rustc = Command::new(find())
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata"])
        .args(["-Ztime-passes", "-Ztime-passes-format=json"])
        .args(flags)
        // #endregion
        .args(["--crate-name=x", "--cap-lints=allow", "--out-dir=."]).arg(source)
        .env("RUSTC_BOOTSTRAP", "1").env("PATH", option_env!("PATH").unwrap()).output().unwrap();
    let spent = spent() - before;
    let said = String::from_utf8(rustc.stderr).unwrap() + &String::from_utf8(rustc.stdout).unwrap();
    assert!(rustc.status.success(), "{said}");
    let time = |pass: &str| {
        let line = said.lines().find(|l| l.contains(&format!(r#""pass":"{pass}""#))).unwrap_or_else(|| panic!("rustc reports `{pass}`: {said}"));
        line.split_once(r#""time":"#).unwrap().1.split(',').next().unwrap().parse::<f64>().unwrap()
    };
    (spent, 100.0 * time("MIR_borrow_checking") / time("total"))
}
fn report(group: &str, name: &str, value: f64, unit: &str) {
    println!(r#"{{"ev":"measure","group":"{group}","name":"{name}","value":{value:.0},"unit":"{unit}"}}"#);
}
fn main() {
    let real = hashbrown();
    let shapes = [("1,000 kept borrows, 100 functions", kept(1000, 10)), ("1,000 kept borrows, one function", kept(1000, 1000)), ("1,000 borrows in one loop", in_a_loop(1000))];
    for (i, (_, text)) in shapes.iter().enumerate() {
        fs::write(format!("{i}.rs"), text).unwrap();
    }
    for _ in 0..5 {
        for (name, flags) in [("NLL", &[][..]), ("Polonius", &["-Zpolonius=next"])] {
            let (time, share) = ask(&real, flags);
            report("share of the pass, hashbrown", name, share, "%");
            report("the crate hashbrown", name, time, "ms");
            for (i, (group, _)) in shapes.iter().enumerate() {
                report(group, name, ask(&PathBuf::from(format!("{i}.rs")), flags).0, "ms");
            }
        }
    }
}
