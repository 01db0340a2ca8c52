//! Nothing: this package exists so that one lock file fixes every crate that a snippet may name.
