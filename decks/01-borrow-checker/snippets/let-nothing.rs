// `let _ = s` names the place and does not access it.
//@ check
#![crate_type = "lib"]

pub fn nothing(mut s: String) -> String {
    // #region line
    let r = &mut s;
    let _ = s;
    r.push('!');
    // #endregion
    s
}
