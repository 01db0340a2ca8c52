// `list-walk`, with the reference in a field.
//@ check
#![crate_type = "lib"]

pub struct List {
    pub value: i32,
    pub next: Option<Box<List>>,
}

pub struct Walk<'a> {
    pub at: &'a mut List,
}

// #region program
pub fn to_refs<'a>(mut walk: Walk<'a>) -> Vec<&'a mut i32> {
    let mut out = vec![];
    // #region q
    loop {
        out.push(&mut walk.at.value);
        match &mut walk.at.next {
            Some(next) => walk.at = next,
            None => return out,
        }
    }
    // #endregion q
}
// #endregion program
