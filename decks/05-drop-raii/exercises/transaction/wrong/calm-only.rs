// fails: a_deferred_line_runs_when_a_panic_passes
// The closure is left out while a panic passes, although every way out was asked for.
/// Rows that were added through it stay only after `commit`.
pub struct Tx<'a> {
    rows: &'a mut Vec<i32>,
    before: usize,
    committed: bool,
}

impl<'a> Tx<'a> {
    pub fn begin(rows: &'a mut Vec<i32>) -> Self {
        Tx { before: rows.len(), rows, committed: false }
    }

    pub fn add(&mut self, row: i32) {
        self.rows.push(row);
    }

    /// Keeps the rows.
    pub fn commit(mut self) {
        self.committed = true;
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if !self.committed {
            self.rows.truncate(self.before);
        }
    }
}

/// Calls a closure when it dies.
pub struct Defer<F: FnOnce()> {
    run: Option<F>,
}

/// A guard that calls `run` at the end of its scope, whichever way out is taken.
pub fn defer<F: FnOnce()>(run: F) -> Defer<F> {
    Defer { run: Some(run) }
}

impl<F: FnOnce()> Drop for Defer<F> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        if let Some(run) = self.run.take() {
            run();
        }
    }
}
