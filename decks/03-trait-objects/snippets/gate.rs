//@ run
//@ emit: vtable Count Source
// #region trait
trait Source {
    fn next(&mut self) -> Option<u8>;

    fn map_all<F: Fn(u8) -> u8>(mut self, f: F) -> Vec<u8>
    where Self: Sized
    {
        let mut out = vec![];
        while let Some(x) = self.next() { out.push(f(x)) }
        out
    }
}
// #endregion

struct Count(u8);
impl Source for Count {
    fn next(&mut self) -> Option<u8> {
        (self.0 < 3).then(|| { self.0 += 1; self.0 })
    }
}

// #region forward
impl<S: Source + ?Sized> Source for Box<S> {
    fn next(&mut self) -> Option<u8> { (**self).next() }
}

fn main() {
    let source: Box<dyn Source> = Box::new(Count(0));
    println!("{:?}", source.map_all(|x| x * 2));
}
// #endregion
