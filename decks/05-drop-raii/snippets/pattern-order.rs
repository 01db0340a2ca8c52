//@ run
//@ edition: 2021
//@ history: output 1 in 2021
// Both alternatives bind the same names, in another order.
// #region all
struct D(&'static str);
impl Drop for D { fn drop(&mut self) { print!("{} ", self.0) } }

fn main() {
    let pair: Result<(D, D), (D, D)> = Ok((D("x"), D("y")));
    match pair {
        Ok((x, y)) | Err((y, x)) => { let _ = (&x, &y); }
    }
}
// #endregion
