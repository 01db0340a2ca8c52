use mini_vec::MiniVec;
use std::rc::Rc;

fn letters(n: u8) -> MiniVec<String> {
    let mut v = MiniVec::new();
    for i in 0..n {
        v.push(char::from(b'a' + i).to_string());
    }
    v
}

#[test]
fn pushes_and_pops() {
    let mut v = letters(5);
    assert_eq!(v.pop().as_deref(), Some("e"));
    assert_eq!(v.as_slice(), ["a", "b", "c", "d"]);
}

#[test]
fn inserts_at_the_front() {
    let mut v = letters(3);
    v.insert(0, "x".to_string());
    assert_eq!(v.as_slice(), ["x", "a", "b", "c"]);
}

#[test]
fn inserts_in_the_middle_of_a_full_block() {
    let mut v = letters(4);
    v.insert(2, "x".to_string());
    assert_eq!(v.as_slice(), ["a", "b", "x", "c", "d"]);
}

#[test]
fn removes_and_closes_the_gap() {
    let mut v = letters(4);
    assert_eq!(v.remove(1), "b");
    assert_eq!(v.as_slice(), ["a", "c", "d"]);
    assert_eq!(v.remove(2), "d");
    assert_eq!(v.as_slice(), ["a", "c"]);
}

#[test]
fn drops_each_value_once() {
    let counted = Rc::new(());
    let mut v = MiniVec::new();
    for _ in 0..5 {
        v.push(Rc::clone(&counted));
    }
    v.insert(1, Rc::clone(&counted));
    assert_eq!(Rc::strong_count(&counted), 7);
    drop(v.remove(0));
    assert_eq!(Rc::strong_count(&counted), 6);
    drop(v);
    assert_eq!(Rc::strong_count(&counted), 1);
}

#[test]
#[should_panic]
fn refuses_an_index_beyond_the_end() {
    letters(2).insert(3, "x".to_string());
}
