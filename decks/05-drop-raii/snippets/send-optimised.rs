//@ check
//@ flags: -O --crate-type=lib
//@ emit: asm send
// Optimised, `send` keeps no flag: one test of `now`, and a landing pad for each of the two calls that may unwind while the string is there.
fn name() -> String { String::from("job") }
// #region all
#[unsafe(no_mangle)]
pub fn send(q: &mut Vec<String>, now: bool) {
    let job = name();
    if now {
        q.push(job);
    }
    q.reserve(1);
}
// #endregion
