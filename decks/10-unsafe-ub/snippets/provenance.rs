//@ check
//@ flags: -O
//@ emit: asm kept
//@ emit: asm shown
// `q` may hold any number. Whether it may write to `x` depends on whether `x` ever gave a pointer away.
unsafe extern "C" { safe fn look(p: *mut u8); }

#[unsafe(no_mangle)]
// #region all
pub unsafe fn kept(q: *mut u8)
    -> u8
{
    let x = 1;
    unsafe { *q = 2 };
    x
}
#[unsafe(no_mangle)]
pub unsafe fn shown(q: *mut u8)
    -> u8
{
    let mut x = 1;
    look(&raw mut x);
    unsafe { *q = 2 };
    x
}
// #endregion
