//@ check-fail: E0499 E0503
//@ emit: polonius
#![crate_type = "lib"]

pub struct X { pub next: Option<Box<X>> }

// #region program
pub fn hop(c: bool) {
    let mut b = Some(Box::new(X { next: None }));
    let mut p = &mut b;
    while let Some(now) = p {
        if c {
            p = &mut now.next;
        }
    }
}
// #endregion
