//! A service whose jobs run as tasks of their own.
use std::{pin::Pin, sync::atomic::{AtomicU32, Ordering::Relaxed}};

type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Collects tasks and polls them later, when the caller is long gone.
#[derive(Default)]
pub struct Runtime {
    pub tasks: Vec<Task>,
}
impl Runtime {
    /// The bounds of `tokio::spawn`.
    pub fn spawn<F: Future<Output = ()> + Send + 'static>(&mut self, future: F) {
        self.tasks.push(Box::pin(future));
    }
}

/// Adds up what its jobs bring.
#[derive(Default)]
pub struct Service {
    pub total: AtomicU32,
}
impl Service {
    async fn handle(&self, job: u32) {
        self.total.fetch_add(job, Relaxed);
    }

    /// Spawns a task for each job.
    pub fn start(&self, runtime: &mut Runtime, jobs: &[u32]) {
        for &job in jobs {
            runtime.spawn(async move { self.handle(job).await });
        }
    }
}
