//@ check-fail: E0502
// #region all
struct Db { rows: Vec<String> }

impl Db {
    fn first(&mut self) -> &String { &self.rows[0] }
    fn len(&self) -> usize { self.rows.len() }
}

fn show(db: &mut Db) {
    let f = db.first();
    println!("{} rows", db.len()); //~ E0502
    println!("{f}");
}
// #endregion

fn main() { show(&mut Db { rows: vec![String::new()] }); }
