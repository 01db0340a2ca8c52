//@ run
// #region all
fn finish(job: Box<dyn FnOnce() -> String>) -> String {
    job()
}

fn main() {
    let owned = String::from("moved out");
    println!("{}", finish(Box::new(move || owned)));
}
// #endregion
