// fails: the_socket_closes_before_the_runtime_stops
// The order of the fields in the literal is another one, which changes nothing.
use std::cell::RefCell;
use std::rc::Rc;

/// What happened, in order.
pub type Log = Rc<RefCell<Vec<&'static str>>>;

pub struct Runtime(Log);
pub struct Socket(Log);

pub struct Server {
    _runtime: Runtime,
    _socket: Socket,
}

impl Server {
    pub fn start(log: &Log) -> Server {
        let runtime = Runtime::start(log);
        let socket = Socket::open(log);
        Server { _runtime: runtime, _socket: socket }
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
