//@ run
// A complete executor: tasks, a queue, a timer thread. Nothing but std.
use std::{collections::VecDeque, future::Future, pin::Pin, sync::{Arc, Condvar, Mutex}, task::{Context, Poll, Wake, Waker}, thread, time::Duration};

// #region task
type Work = Pin<Box<dyn Future<Output = ()> + Send>>;
struct Task { work: Mutex<Option<Work>>, queue: Arc<Queue> }
struct Queue { ready: Mutex<VecDeque<Arc<Task>>>, woken: Condvar }
impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let queue = self.queue.clone();
        queue.ready.lock().unwrap().push_back(self);
        queue.woken.notify_one();
    }
}
// #endregion

fn spawn(queue: &Arc<Queue>, work: impl Future<Output = ()> + Send + 'static) {
    Arc::new(Task { work: Mutex::new(Some(Box::pin(work))), queue: queue.clone() }).wake();
}

impl Queue {
    /// The next task; the thread sleeps while there is none.
    fn pop(&self) -> Arc<Task> {
        let ready = self.ready.lock().unwrap();
        self.woken.wait_while(ready, |r| r.is_empty()).unwrap().pop_front().unwrap()
    }
}

// #region run
fn run(queue: &Queue, mut open: usize) {
    while open > 0 {
        let task = queue.pop(); // sleeps while there is none
        let waker = Waker::from(task.clone());
        let mut slot = task.work.lock().unwrap();
        // Woken once more after its end: nothing to do.
        let Some(mut work) = slot.take() else { continue };
        match work.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Pending => *slot = Some(work),
            Poll::Ready(()) => open -= 1,
        }
    }
}
// #endregion

struct Sleep { state: Arc<Mutex<(bool, Option<Waker>)>> }

fn sleep(ms: u64) -> Sleep {
    let state = Arc::new(Mutex::new((false, None::<Waker>)));
    let shared = state.clone();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(ms));
        let mut state = shared.lock().unwrap();
        state.0 = true;
        let waker = state.1.take();
        drop(state); // a waker may run any code: not under our lock
        if let Some(waker) = waker { waker.wake() }
    });
    Sleep { state }
}
impl Future for Sleep {
    type Output = ();
    // #region leaf
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut state = self.state.lock().unwrap();
        if state.0 { return Poll::Ready(()) }
        state.1 = Some(cx.waker().clone()); // the timer's thread calls `wake` on it
        Poll::Pending
    }
    // #endregion
}

fn main() {
    // #region main
    let queue = Arc::new(Queue { ready: Mutex::default(), woken: Condvar::new() });
    spawn(&queue, async { sleep(400).await; println!("slow") });
    spawn(&queue, async { sleep(10).await; println!("fast") });
    spawn(&queue, async { println!("now") });
    run(&queue, 3);
    // #endregion
}
