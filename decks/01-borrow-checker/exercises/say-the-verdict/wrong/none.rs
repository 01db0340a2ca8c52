// fails: E0308
// What is not predicted is not wrong.
/// Your prediction for each file in `cases/`: `compiles`, or the code of the error.
pub const VERDICTS: [(&str, &str); 0] = [];
