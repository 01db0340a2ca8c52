// fails: the_verdicts_are_as_predicted
// Takes every `&mut` before the arguments for a reservation.
/// Your prediction for each file in `cases/`: `compiles`, or the code of the error.
pub const VERDICTS: [(&str, &str); 8] = [
    ("a", "E0506"),
    ("b", "E0503"),
    ("c", "compiles"),
    ("d", "E0499"),
    ("e", "compiles"),
    ("f", "E0505"),
    ("g", "compiles"),
    ("h", "E0597"),
];
