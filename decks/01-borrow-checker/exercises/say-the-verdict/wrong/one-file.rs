// fails: each_file_is_predicted_once
// One file, eight times.
/// Your prediction for each file in `cases/`: `compiles`, or the code of the error.
pub const VERDICTS: [(&str, &str); 8] = [
    ("a", "E0506"),
    ("a", "E0506"),
    ("a", "E0506"),
    ("a", "E0506"),
    ("a", "E0506"),
    ("a", "E0506"),
    ("a", "E0506"),
    ("a", "E0506"),
];
