//@ run
//@ trace
//@ output: measured
//@ timeout: 60
// What borrow checking costs to compile: the share of the pass `MIR_borrow_checking` for a crate of std, and rustc's processor time for 1,000 borrows in two shapes. The program asks rustc itself.
use std::{env, fs, path::PathBuf, process::Command};

// #region shape
/// `n` borrows that one vector keeps, in functions of `each` lines.
fn kept(n: usize, each: usize) -> String {
    let line = |i: usize| format!("    out.push(s[{i}].as_str());\n");
    (0..n / each)
        .map(|f| format!("pub fn f{f}(s: &[String]) -> Vec<&str> {{\n    let mut out = vec![];\n{}    out\n}}\n", (0..each).map(line).collect::<String>()))
        .collect()
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
/// What rustc spends on a crate: its processor time in milliseconds, and the shares of type checking and of borrow checking in its time, in percent.
fn ask(source: &PathBuf, flags: &[&str]) -> (f64, [f64; 2]) {
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
    (spent, ["type_check_crate", "MIR_borrow_checking"].map(|pass| 100.0 * time(pass) / time("total")))
}
fn report(group: &str, name: &str, value: f64, unit: &str) {
    println!(r#"{{"ev":"measure","group":"{group}","name":"{name}","value":{value:.0},"unit":"{unit}"}}"#);
}
fn main() {
    for _ in 0..9 {
        let (_, [types, borrows]) = ask(&hashbrown(), &[]);
        report("hashbrown, share of the time", "type checking", types, "%");
        report("hashbrown, share of the time", "borrow checking", borrows, "%");
    }
    for (name, each) in [("100 functions", 10), ("one function", 1000)] {
        fs::write(format!("{each}.rs"), kept(1000, each)).unwrap();
        for _ in 0..5 {
            for (group, flags) in [("1,000 borrows, NLL", &[][..]), ("1,000 borrows, Polonius", &["-Zpolonius=next"])] {
                report(group, name, ask(&PathBuf::from(format!("{each}.rs")), flags).0, "ms");
            }
        }
    }
}
