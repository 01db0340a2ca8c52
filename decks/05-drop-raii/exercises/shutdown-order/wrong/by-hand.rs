// fails: the_order_comes_from_the_fields
// The right order, made by hand with what the rules exclude.
use std::cell::RefCell;
use std::rc::Rc;

/// What happened, in order.
pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub struct Runtime(Log);
pub struct Socket(Log);

pub struct Server {
    _runtime: Runtime,
    socket: Option<Socket>,
}

impl Server {
    pub fn start(log: &Log) -> Server {
        let runtime = Runtime::start(log);
        let socket = Socket::open(log);
        Server { socket: Some(socket), _runtime: runtime }
    }
}

impl Runtime {
    fn start(log: &Log) -> Runtime {
        log.borrow_mut().push("runtime starts");
        Runtime(log.clone())
    }
}

impl Socket {
    fn open(log: &Log) -> Socket {
        log.borrow_mut().push("socket opens");
        Socket(log.clone())
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.0.borrow_mut().push("runtime stops");
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.0.borrow_mut().push("socket closes");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.socket = None;
    }
}
