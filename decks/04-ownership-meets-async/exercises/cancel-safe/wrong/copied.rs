// fails: the_next_call_goes_on_where_the_last_one_stopped
// Takes what is there out of the field first: the local is dropped with the future.
pub use source::Source;

/// Leave it as it is: `byte` is the only way to the bytes.
mod source {
    use std::{cell::RefCell, collections::VecDeque, future::poll_fn, task::Poll};

    /// Bytes that have arrived.
    #[derive(Default)]
    pub struct Source(RefCell<VecDeque<u8>>);
    impl Source {
        pub fn arrive(&self, bytes: &[u8]) {
            self.0.borrow_mut().extend(bytes);
        }

        /// The next byte. Cancel safe: a byte leaves the queue only when it is returned.
        pub async fn byte(&self) -> u8 {
            poll_fn(|_| self.0.borrow_mut().pop_front().map_or(Poll::Pending, Poll::Ready)).await
        }
    }
}

/// Makes frames of the bytes of a source.
pub struct Reader<'a> {
    source: &'a Source,
    /// Bytes of a frame that is not complete; they outlive each call.
    partial: Vec<u8>,
}
impl<'a> Reader<'a> {
    pub fn new(source: &'a Source) -> Self {
        Reader { source, partial: Vec::new() }
    }

    /// The next frame.
    pub async fn frame(&mut self) -> [u8; 4] {
        let mut partial = std::mem::take(&mut self.partial);
        while partial.len() < 4 {
            partial.push(self.source.byte().await);
        }
        partial.try_into().unwrap()
    }
}
