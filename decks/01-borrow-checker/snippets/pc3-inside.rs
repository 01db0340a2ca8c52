// Problem case 2 of RFC 2094: the result is used inside its arm.
//@ check
#![crate_type = "lib"]
use std::collections::HashMap;
type Map = HashMap<u32, String>;

// #region program
pub fn touch(map: &mut Map, k: u32) {
    match map.get_mut(&k) {
        Some(v) => v.push('!'),
        None => {
            map.insert(k, String::new());
        }
    }
}
// #endregion program
