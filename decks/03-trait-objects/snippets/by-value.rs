//@ check-fail: E0161
// #region all
trait Job {
    fn run(self);
}

fn finish(job: Box<dyn Job>) {
    job.run(); //~ E0161
}
// #endregion
