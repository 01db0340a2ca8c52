//@ run
//@ flags: -O
// #region main
#[inline(never)]
fn sum<T: Copy + std::ops::Add<Output = T>>(a: &[T], z: T) -> T {
    a.iter().fold(z, |s, &x| s + x)
}
fn main() {
    let (u, i) = (vec![1u32, 2, 3], vec![1i32, 2, 3]);
    println!("{} {}", sum(&u, 0), sum(&i, 0));
    let a = sum::<u32> as fn(&[u32], u32) -> u32 as usize;
    let b = sum::<i32> as fn(&[i32], i32) -> i32 as usize;
    println!("same address: {}", a == b);
}
// #endregion
