//@ run
//@ edition: 2021,2024
use std::sync::Mutex;
fn row(name: &str, m: &Mutex<Vec<u8>>) {
    println!("{name:<14}{}", if m.try_lock().is_ok() { "free" } else { "HELD" })
}
fn main() {
    let m = Mutex::new(vec![7]);
    // #region rows
    let _n = m.lock().unwrap().len(); row("let", &m);
    if m.lock().unwrap().len() == 1 { row("if", &m) }
    match m.lock().unwrap().len() { _ => row("match", &m) }
    if let 1 = m.lock().unwrap().len() { row("if let", &m) }
    if let 2 = m.lock().unwrap().len() {} else { row("if let, else", &m) }
    while let Some(_) = m.lock().unwrap().pop() { row("while let", &m) }
    let 1 = m.lock().unwrap().len() else { return row("let else", &m) };
    // #endregion
}
