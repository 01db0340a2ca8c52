// fails: nothing_else_is_leaked
// The value is read out of a lease that is never dropped: name and log stay alive for ever.
use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::sync::Arc;

/// Names of what was returned, in order.
pub type Log = Rc<RefCell<Vec<String>>>;

/// A value on loan; dropping the lease returns it.
pub struct Lease<T> {
    value: T,
    name: Arc<str>,
    log: Log,
}

impl<T> Lease<T> {
    pub fn new(value: T, name: Arc<str>, log: Log) -> Self {
        Lease { value, name, log }
    }

    pub fn get(&self) -> &T {
        &self.value
    }
}

impl<T> Lease<T> {
    /// The value; the lease is given up and not returned.
    pub fn into_inner(self) -> T {
        let lease = ManuallyDrop::new(self);
        // SAFETY: the lease is never dropped, and the value is read once.
        unsafe { std::ptr::read(&lease.value) }
    }
}

impl<T> Drop for Lease<T> {
    fn drop(&mut self) {
        self.log.borrow_mut().push(format!("{} returned", self.name));
    }
}
