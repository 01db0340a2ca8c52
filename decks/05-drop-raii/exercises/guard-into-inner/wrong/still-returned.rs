// fails: the_value_comes_out_alive
// The destructor writes its entry whether or not the value is still there.
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// Names of what was returned, in order.
pub type Log = Rc<RefCell<Vec<String>>>;

/// A value on loan; dropping the lease returns it.
pub struct Lease<T> {
    /// `None` only between `into_inner` and the drop that follows it.
    value: Option<T>,
    name: Arc<str>,
    log: Log,
}

impl<T> Lease<T> {
    pub fn new(value: T, name: Arc<str>, log: Log) -> Self {
        Lease { value: Some(value), name, log }
    }

    pub fn get(&self) -> &T {
        self.value.as_ref().expect("`into_inner` takes the lease away")
    }

    /// The value; the lease is given up and not returned.
    pub fn into_inner(mut self) -> T {
        self.value.take().expect("`into_inner` takes the lease away")
    }
}

impl<T> Drop for Lease<T> {
    fn drop(&mut self) {
        {
            self.log.borrow_mut().push(format!("{} returned", self.name));
        }
    }
}
