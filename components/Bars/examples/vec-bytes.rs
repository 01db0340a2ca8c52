//@ run
//@ trace
// Bytes that a Vec of ten u64 asks for, by how it was filled: settled by std, the same on every run.
fn main() {
    let bytes = |v: Vec<u64>| v.capacity() * size_of::<u64>();
    let mut pushed = Vec::new();
    for i in 0..10 { pushed.push(i) }
    let mut exact = Vec::with_capacity(10);
    exact.extend(0..10);
    let mut shrunk: Vec<u64> = pushed.clone();
    shrunk.reserve(100);
    shrunk.shrink_to_fit();
    for (name, value) in [("pushed one by one", bytes(pushed)), ("with_capacity(10)", bytes(exact)), ("collected", bytes((0..10).collect())), ("shrunk", bytes(shrunk))] {
        println!(r#"{{"ev":"measure","name":"{name}","value":{value},"unit":"bytes"}}"#);
    }
}
