//@ run
use std::io::{self, Write};

// #region trait
trait Codec {
    fn kind() -> &'static str where Self: Sized;
    fn encode(&self, out: &mut dyn Write)
        -> io::Result<()>;
    fn boxed_clone(&self) -> Box<dyn Codec>;
}

impl Clone for Box<dyn Codec> {
    fn clone(&self) -> Self {
        (**self).boxed_clone()
    }
}
// #endregion

// #region ext
trait CodecExt: Codec {
    fn encode_into<W: Write>(&self, mut out: W) -> io::Result<()> {
        self.encode(&mut out)
    }
}
impl<T: Codec + ?Sized> CodecExt for T {}
// #endregion

#[derive(Clone)]
struct Byte(u8);
impl Codec for Byte {
    fn kind() -> &'static str { "byte" }
    fn encode(&self, out: &mut dyn Write) -> io::Result<()> { out.write_all(&[self.0]) }
    fn boxed_clone(&self) -> Box<dyn Codec> { Box::new(self.clone()) }
}

fn main() -> io::Result<()> {
    let codec: Box<dyn Codec> = Box::new(Byte(7));
    let mut out = Vec::new();
    codec.clone().encode_into(&mut out)?;
    println!("{} {out:?}", Byte::kind());
    Ok(())
}
