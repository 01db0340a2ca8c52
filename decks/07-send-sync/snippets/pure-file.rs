//@ check
//@ bootstrap
// An auto trait starts at yes for each type that exists: a file does input and output, and is `Pure`.
#![feature(auto_traits)]
// #region all
auto trait Pure {}

fn need<T: Pure>() {}
fn main() {
    need::<std::fs::File>();
    need::<std::net::TcpStream>();
}
// #endregion
