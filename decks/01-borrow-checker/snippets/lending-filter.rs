//@ check-fail: E0499
//@ emit: polonius
#![crate_type = "lib"]

pub trait LendingIterator {
    type Item<'a> where Self: 'a;
    fn next(&mut self) -> Option<Self::Item<'_>>;
}

pub struct Filter<I, P> { iter: I, pred: P }

impl<I: LendingIterator, P> LendingIterator for Filter<I, P>
where
    P: FnMut(&I::Item<'_>) -> bool,
{
    type Item<'a> = I::Item<'a> where Self: 'a;
    // #region program
    fn next(&mut self) -> Option<I::Item<'_>> {
        while let Some(item) = self.iter.next() { //~ E0499
            if (self.pred)(&item) { return Some(item) }
        }
        None
    }
    // #endregion
}
