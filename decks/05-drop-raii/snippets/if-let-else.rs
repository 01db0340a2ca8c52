//@ run
//@ edition: 2018,2021,2024
//@ history: output 1 by edition in 2018,2021,2024
// Whether the scrutinee's temporary is dropped before the `else` branch or after it.
// #region all
struct Guard;
impl Guard { fn take(&self) -> Option<u8> { None } }
impl Drop for Guard { fn drop(&mut self) { println!("the guard is dropped") } }

fn main() {
    if let Some(_) = Guard.take() {} else { println!("the else branch runs") }
}
// #endregion
