// `list-walk`, with line 4 twice.
//@ check-fail: E0499
#![crate_type = "lib"]

pub struct List {
    pub value: i32,
    pub next: Option<Box<List>>,
}

// #region program
pub fn to_refs(mut list: &mut List) -> Vec<&mut i32> {
    let mut out = vec![];
    loop {
        out.push(&mut list.value);
        out.push(&mut list.value); //~ E0499
        match &mut list.next {
            Some(next) => list = next,
            None => return out,
        }
    }
}
// #endregion program
