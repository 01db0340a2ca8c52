//@ check-fail: E0502
//@ emit: polonius
#![crate_type = "lib"]

// #region program
pub fn last_or_push(list: &mut Vec<String>) -> &String {
    if let Some(s) = list.last() {
        return s;
    }
    list.push(String::new()); //~ E0502
    list.last().unwrap()
}
// #endregion
