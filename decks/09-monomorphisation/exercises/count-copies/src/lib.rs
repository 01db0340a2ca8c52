//! Predict how many instances each function has. Change only `PREDICTED`.

/// Instances of `id`, `sum` and `apply`.
pub const PREDICTED: [usize; 3] = [0, 0, 0];

pub fn id<T>(t: T, seen: &mut Vec<String>) -> T {
    seen.push(format!("id {}", std::any::type_name::<T>()));
    t
}
pub fn sum<const N: usize>(a: [u32; N], seen: &mut Vec<String>) -> u32 {
    seen.push(format!("sum {N}"));
    a.iter().sum()
}
pub fn apply<F: Fn(u32) -> u32>(f: F, x: u32, seen: &mut Vec<String>) -> u32 {
    // Two closures of one function share a type name, so their call sites are counted.
    let _ = std::any::type_name::<F>();
    seen.push(format!("apply {}", seen.len()));
    f(x)
}

pub fn uses(seen: &mut Vec<String>) -> u32 {
    let owned = String::from("short");
    let a = id::<&str>(&owned, seen).len() + id::<&'static str>("static", seen).len();
    let b = id(7u64, seen) as u32 + sum([1], seen) + sum([1, 2], seen) + sum([3, 4], seen);
    let c = apply(|x| x + 1, 1, seen) + apply(|x| x + 1, 2, seen);
    a as u32 + b + c
}
