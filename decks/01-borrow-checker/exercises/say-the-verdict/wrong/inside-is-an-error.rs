// fails: the_verdicts_are_as_predicted
// Takes every write inside a region for an error.
/// Your prediction for each file in `cases/`: `compiles`, or the code of the error.
pub const VERDICTS: [(&str, &str); 8] = [
    ("a", "E0506"),
    ("b", "E0503"),
    ("c", "E0506"),
    ("d", "E0499"),
    ("e", "E0502"),
    ("f", "E0505"),
    ("g", "compiles"),
    ("h", "E0597"),
];
