//@ check-fail: none
//@ crate: tokio
// `tokio::spawn` asks for `Send` on a current-thread runtime too.
use std::rc::Rc;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let r = Rc::new(1);
        tokio::spawn(async move { tokio::task::yield_now().await; println!("{r}") }).await.unwrap(); //~ none
    });
}
