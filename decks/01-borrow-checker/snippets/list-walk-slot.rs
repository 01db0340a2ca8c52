// `list-walk`, with the reference in an array.
//@ check-fail: E0499 E0499
#![crate_type = "lib"]

pub struct List {
    pub value: i32,
    pub next: Option<Box<List>>,
}

// #region program
pub fn to_refs(mut at: [&mut List; 1]) -> Vec<&mut i32> {
    let mut out = vec![];
    loop {
        out.push(&mut at[0].value); //~ E0499
        match &mut at[0].next { //~ E0499
            Some(next) => at[0] = next,
            None => return out,
        }
    }
}
// #endregion program
