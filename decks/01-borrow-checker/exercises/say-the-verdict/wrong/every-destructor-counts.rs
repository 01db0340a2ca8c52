// fails: the_verdicts_are_as_predicted
// Does not know of `#[may_dangle]`.
/// Your prediction for each file in `cases/`: `compiles`, or the code of the error.
pub const VERDICTS: [(&str, &str); 8] = [
    ("a", "E0506"),
    ("b", "E0503"),
    ("c", "compiles"),
    ("d", "E0499"),
    ("e", "E0502"),
    ("f", "E0505"),
    ("g", "E0597"),
    ("h", "E0597"),
];
