use std::future::ready;

pub struct Kb(pub [u8; 1024]);

impl Drop for Kb {
    fn drop(&mut self) {}
}

pub fn kb() -> Kb {
    Kb([1; 1024])
}

fn look(kb: &Kb) -> u8 {
    kb.0[0]
}

pub async fn empty() {}

pub async fn waits() {
    ready(()).await;
}

pub async fn keeps() -> u8 {
    let k = kb();
    ready(()).await;
    look(&k)
}

pub async fn in_a_block() -> u8 {
    let n = {
        let k = kb();
        look(&k)
    };
    ready(()).await;
    n
}

pub async fn two_in_turn() -> u8 {
    let n = {
        let a = kb();
        ready(()).await;
        look(&a)
    };
    let b = kb();
    ready(()).await;
    n + look(&b)
}

pub async fn two_at_once() -> u8 {
    let a = kb();
    ready(()).await;
    let b = kb();
    ready(()).await;
    look(&a) + look(&b)
}

pub async fn takes(k: Kb) -> u8 {
    ready(()).await;
    look(&k)
}

pub async fn boxes() -> u8 {
    Box::pin(keeps()).await
}

pub async fn guards() {
    let _k = kb();
    ready(()).await;
}

pub async fn drops_its_argument(k: Kb) {
    drop(k);
    ready(()).await;
}

/// Your prediction, in the order of the functions above.
pub const BYTES: [usize; 10] = [0; 10];
