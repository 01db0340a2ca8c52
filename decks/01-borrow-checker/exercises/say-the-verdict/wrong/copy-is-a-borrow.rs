// fails: the_verdicts_are_as_predicted
// Takes the copy of an integer for a shared borrow.
/// Your prediction for each file in `cases/`: `compiles`, or the code of the error.
pub const VERDICTS: [(&str, &str); 8] = [
    ("a", "E0506"),
    ("b", "E0502"),
    ("c", "compiles"),
    ("d", "E0499"),
    ("e", "E0502"),
    ("f", "E0505"),
    ("g", "compiles"),
    ("h", "E0597"),
];
