//@ run
//@ trace
//@ miri: ok
use std::{cell::{Cell, RefCell}, collections::VecDeque, future::Future, panic::Location, pin::Pin,
    sync::{Arc, Mutex, atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst}}, task::{Context, Poll, RawWaker, RawWakerVTable, Waker}};

// #region executor
/// One JSON object a line: what happened, to which task, and the clock in milliseconds.
macro_rules! log { ($ev:literal, $task:expr $(, $key:ident = $value:expr)*) => {{
    print!("{{\"ev\":\"{}\",\"task\":\"{}\"", $ev, $task);
    $(print!(",\"{}\":{:?}", stringify!($key), $value);)*
    println!(",\"at\":{}}}", CLOCK.get());
}} }
type Local = Pin<Box<dyn Future<Output = ()>>>;
thread_local! {
    static CLOCK: Cell<u64> = const { Cell::new(0) };
    static TIMERS: RefCell<Vec<(u64, Waker)>> = const { RefCell::new(Vec::new()) };
    static TASKS: RefCell<Vec<(Arc<Task>, Option<Local>)>> = const { RefCell::new(Vec::new()) };
    static NOW: Cell<&'static str> = const { Cell::new("") };
}
static READY: Mutex<VecDeque<Arc<Task>>> = Mutex::new(VecDeque::new());

/// What a waker points at: enough to put its task back into the queue.
struct Task { name: &'static str, queued: AtomicBool, done: AtomicBool, wakers: AtomicUsize }
impl Task {
    fn wake(self: &Arc<Self>, how: &str, left: usize) {
        let effect = if self.done.load(SeqCst) { "done" } else if self.queued.swap(true, SeqCst) { "already" } else { "queued" };
        log!("wake", self.name, how = how, wakers = left, effect = effect);
        if effect == "queued" { READY.lock().unwrap().push_back(self.clone()) }
    }
}
static VTABLE: RawWakerVTable = RawWakerVTable::new(
    |p| { // clone
        // SAFETY: `p` came from `Arc::into_raw` (or borrows an Arc that lives as long as the poll).
        let task = unsafe { Arc::increment_strong_count(p.cast::<Task>()); &*p.cast::<Task>() };
        log!("clone", task.name, wakers = task.wakers.fetch_add(1, SeqCst) + 1);
        RawWaker::new(p, &VTABLE)
    },
    |p| { // wake: by value, so this waker is gone afterwards
        // SAFETY: takes over the count of this waker.
        let task = unsafe { Arc::from_raw(p.cast::<Task>()) };
        let left = task.wakers.fetch_sub(1, SeqCst) - 1;
        task.wake("wake", left);
    },
    |p| { // wake_by_ref
        // SAFETY: the waker stays, so its count is not touched.
        let task = std::mem::ManuallyDrop::new(unsafe { Arc::from_raw(p.cast::<Task>()) });
        task.wake("wake_by_ref", task.wakers.load(SeqCst));
    },
    |p| { // drop
        // SAFETY: gives up the count of this waker.
        let task = unsafe { Arc::from_raw(p.cast::<Task>()) };
        log!("drop", task.name, wakers = task.wakers.fetch_sub(1, SeqCst) - 1);
    },
);

#[track_caller]
fn create(name: &'static str, fut: impl Future<Output = ()> + 'static) -> (&'static str, Local) {
    log!("create", name, line = Location::caller().line());
    (name, Box::pin(fut))
}
#[track_caller]
fn spawn((name, fut): (&'static str, Local)) {
    let task = Arc::new(Task { name, queued: true.into(), done: false.into(), wakers: 0.into() });
    log!("spawn", name, line = Location::caller().line());
    TASKS.with_borrow_mut(|t| t.push((task.clone(), Some(fut))));
    READY.lock().unwrap().push_back(task);
}
fn slot(task: &Arc<Task>, put: Option<Local>) -> Option<Local> {
    TASKS.with_borrow_mut(|t| std::mem::replace(&mut t.iter_mut().find(|(a, _)| Arc::ptr_eq(a, task)).unwrap().1, put))
}
fn run() {
    loop {
        loop {
            let Some(task) = READY.lock().unwrap().pop_front() else { break };
            task.queued.store(false, SeqCst);
            let Some(mut fut) = slot(&task, None) else { continue };
            NOW.set(task.name);
            log!("poll", task.name);
            // SAFETY: `task` outlives the poll, and ManuallyDrop never gives its count away: this waker is only lent.
            let lent = std::mem::ManuallyDrop::new(unsafe { Waker::new(Arc::as_ptr(&task).cast(), &VTABLE) });
            match fut.as_mut().poll(&mut Context::from_waker(&lent)) {
                Poll::Pending => { log!("pending", task.name); slot(&task, Some(fut)); }
                Poll::Ready(()) => { task.done.store(true, SeqCst); log!("ready", task.name); }
            }
        }
        // Nobody is ready: let the clock run to the next timer.
        let next = TIMERS.with_borrow_mut(|t| { t.sort_by_key(|t| t.0); (!t.is_empty()).then(|| t.remove(0)) });
        let Some((due, waker)) = next else { break };
        CLOCK.set(CLOCK.get().max(due));
        log!("fire", "", due = due);
        waker.wake();
    }
    TASKS.with_borrow_mut(|t| for (task, fut) in t.drain(..) { if fut.is_some() { log!("stalled", task.name) } });
}
// #endregion executor

/// A leaf: it keeps the waker where the timer finds it.
struct Sleep { due: Option<u64>, ms: u64 }
impl Future for Sleep {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let now = CLOCK.get();
        match self.due {
            Some(due) if now >= due => return Poll::Ready(()),
            Some(_) => {} // polled again for another reason: the timer still holds our waker
            None => {
                let due = now + self.ms;
                self.due = Some(due);
                log!("timer", NOW.get(), due = due);
                TIMERS.with_borrow_mut(|t| t.push((due, cx.waker().clone())));
            }
        }
        Poll::Pending
    }
}
fn sleep(ms: u64) -> Sleep { Sleep { due: None, ms } }

/// Gives way once: wakes itself and says `Pending`.
struct YieldNow(bool);
impl Future for YieldNow {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 { return Poll::Ready(()) }
        self.0 = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
fn give_way() -> YieldNow { YieldNow(false) }

fn main() {
    // #region program
    spawn(create("a", async { give_way().await }));
    spawn(create("b", async { sleep(10).await }));
    run();
    // #endregion program
}
