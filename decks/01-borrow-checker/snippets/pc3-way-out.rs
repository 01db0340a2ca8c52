//@ check
#![crate_type = "lib"]
use std::collections::HashMap;
type Map = HashMap<u32, String>;

// #region twice
pub fn twice(
    map: &mut Map,
    k: u32,
) -> &mut String {
    if !map.contains_key(&k) {
        map.insert(k, String::new());
    }
    map.get_mut(&k).unwrap()
}
// #endregion

// #region entry
pub fn entry(
    map: &mut Map,
    k: u32,
) -> &mut String {
    map.entry(k).or_default()
}
// #endregion
