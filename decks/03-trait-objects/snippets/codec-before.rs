//@ check-fail: E0038
use std::io::{self, Write};
// #region trait
trait Codec: Clone {
    fn kind() -> &'static str;
    fn encode<W: Write>(&self, out: W)
        -> io::Result<()>;
}

fn send(codec: Box<dyn Codec>) {} //~ E0038
// #endregion
