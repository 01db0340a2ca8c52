//@ run
// Three ways through an address; only the first one keeps the provenance all the time.
use std::ptr::{with_exposed_provenance_mut, without_provenance};

fn main() {
    let p = Box::into_raw(Box::new(0xab_u64));
    // #region q
    let back = p.map_addr(|a| a | 1)
        .map_addr(|a| a & !1);
    let n = p.expose_provenance();
    let found: *mut u64 =
        with_exposed_provenance_mut(n);
    let bare: *const u64 =
        without_provenance(n);
    // #endregion
    println!("{:#x} {:#x}", unsafe { *back }, unsafe { *found });
    println!("{}", bare.addr() == n);
    drop(unsafe { Box::from_raw(p) });
}
