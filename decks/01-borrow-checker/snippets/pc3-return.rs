// A `return` in the arm changes nothing.
//@ check-fail: E0499 E0499
#![crate_type = "lib"]
use std::collections::HashMap;
type Map = HashMap<u32, String>;

// #region program
pub fn get<'r>(map: &'r mut Map, k: u32) -> &'r mut String {
    match map.get_mut(&k) {
        Some(v) => return v,
        None => {
            map.insert(k, String::new()); //~ E0499
            map.get_mut(&k).unwrap() //~ E0499
        }
    }
}
// #endregion program
