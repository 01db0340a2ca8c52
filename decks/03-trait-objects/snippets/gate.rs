//@ run
//@ emit: vtable Count Source
// #region trait
trait Source {
    fn next(&mut self) -> Option<u8>;

    fn map_all<F>(mut self, f: F) -> Vec<u8>
    where Self: Sized, F: Fn(u8) -> u8
    {
        std::iter::from_fn(|| self.next())
            .map(f).collect()
    }
}
// #endregion

struct Count(u8);
impl Source for Count {
    fn next(&mut self) -> Option<u8> {
        (self.0 < 3).then(|| { self.0 += 1; self.0 })
    }
}

fn count_to_three() -> Box<dyn Source> { Box::new(Count(0)) }

// #region forward
impl<S: Source + ?Sized> Source for Box<S> {
    fn next(&mut self) -> Option<u8> {
        (**self).next()
    }
}

fn main() {
    let boxed: Box<dyn Source> = count_to_three();
    println!("{:?}", boxed.map_all(|x| x * 2));
}
// #endregion
