// `first` takes `&self`, so that the loan of the call is shared.
//@ check
// #region all
struct Db { rows: Vec<String> }

impl Db {
    fn first(&self) -> &String { &self.rows[0] }
    fn len(&self) -> usize { self.rows.len() }
}

fn show(db: &mut Db) {
    let f = db.first();
    println!("{} rows", db.len());
    println!("{f}");
}
// #endregion

fn main() { show(&mut Db { rows: vec![String::new()] }); }
