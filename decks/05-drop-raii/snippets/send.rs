//@ check
//@ emit: mir ElaborateDrops send
// #region send
pub fn send(queue: &mut Vec<String>, now: bool) {
    let job = String::from("job");
    if now {
        queue.push(job);
    }
    queue.reserve(1);
}
// #endregion
fn main() { send(&mut Vec::new(), true) }
