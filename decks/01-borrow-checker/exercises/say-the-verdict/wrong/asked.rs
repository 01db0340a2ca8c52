// fails: E0308
// Lets the compiler predict when the test runs.
use std::process::Command;
use std::sync::LazyLock;

/// Asks the compiler in place of the attendee.
fn ask(name: &str) -> String {
    let said = Command::new("rustc")
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--error-format=short", "-Awarnings", "-o"])
        .arg(std::env::temp_dir().join(format!("asked-{name}.rmeta")))
        .arg(format!("{}/cases/{name}.rs", env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap();
    let text = String::from_utf8(said.stderr).unwrap();
    text.split_once("error[").map_or("compiles".into(), |(_, rest)| rest[..5].into())
}

/// Your prediction for each file in `cases/`: `compiles`, or the code of the error.
pub static VERDICTS: LazyLock<Vec<(&'static str, String)>> =
    LazyLock::new(|| ["a", "b", "c", "d", "e", "f", "g", "h"].map(|name| (name, ask(name))).into());
