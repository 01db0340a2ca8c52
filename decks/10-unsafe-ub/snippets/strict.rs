//@ run
// Three ways through an address; only the first one keeps the provenance all the time.
// #region all
fn main() {
    let p = Box::into_raw(Box::new(0xab_u64));
    let tagged = p.map_addr(|a| a | 1);
    let back = tagged.map_addr(|a| a & !1);
    println!("{} {:#x}", tagged.addr() & 1, unsafe { *back });

    let number = p.expose_provenance();
    let found = std::ptr::with_exposed_provenance_mut::<u64>(number);
    println!("{:#x}", unsafe { *found });

    let bare = std::ptr::without_provenance::<u64>(number);
    println!("{}", bare.addr() == number);
    drop(unsafe { Box::from_raw(p) });
}
// #endregion
