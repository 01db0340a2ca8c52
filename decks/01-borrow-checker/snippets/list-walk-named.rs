// `list-walk`, with the lifetime written out.
//@ check
//@ emit: nll to_refs
#![crate_type = "lib"]

pub struct List {
    pub value: i32,
    pub next: Option<Box<List>>,
}

// #region program
pub fn to_refs<'a>(mut list: &'a mut List) -> Vec<&'a mut i32> {
    let mut out = vec![];
    loop {
        out.push(&mut list.value);
        match &mut list.next {
            Some(next) => list = next,
            None => return out,
        }
    }
}
// #endregion program
