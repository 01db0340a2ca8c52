// fails: both_assertions_stop_the_build
use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::MutexGuard;

/// Tied to the thread that made it: neither `Send` nor `Sync`.
pub struct Context {
    id: u32,
    /// Neither: a raw pointer.
    _here: PhantomData<*const ()>,
}

/// May move, and is used by one thread at a time: `Send`, not `Sync`.
pub struct Session {
    id: u32,
    /// `Send` only: a cell.
    _one_at_a_time: PhantomData<Cell<()>>,
}

/// May be looked at from everywhere, must be given back where it was drawn: `Sync`, not `Send`.
pub struct Ticket {
    id: u32,
    /// `Sync` only: a guard, which is dropped where it was made.
    _back_here: PhantomData<MutexGuard<'static, ()>>,
}

impl Context {
    pub fn new(id: u32) -> Self {
        Context { id, _here: PhantomData }
    }
    pub fn id(&self) -> u32 {
        self.id
    }
}

impl Session {
    pub fn new(id: u32) -> Self {
        Session { id, _one_at_a_time: PhantomData }
    }
    pub fn id(&self) -> u32 {
        self.id
    }
}

impl Ticket {
    pub fn new(id: u32) -> Self {
        Ticket { id, _back_here: PhantomData }
    }
    pub fn id(&self) -> u32 {
        self.id
    }
}

// Compiles only if `Session` is `Send`.
const _: () = {
    const fn is_send<T: Send>() {}
    is_send::<Session>()
};
