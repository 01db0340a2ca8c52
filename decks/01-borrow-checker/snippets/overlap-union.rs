// The fields of a union overlap.
//@ check-fail: E0499
#![crate_type = "lib"]

pub union U {
    pub a: u32,
    pub b: f32,
}

pub fn fields(mut u: U) {
    // #region line
    let p = unsafe { &mut u.a };
    let q = unsafe { &mut u.b }; //~ E0499
    *p = 1;
    *q = 2.0;
    // #endregion
}
