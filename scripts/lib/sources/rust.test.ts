import { describe, expect, it } from 'vitest'
import { findItem, nameOf } from './item.ts'
import { itemsOf } from './rust.ts'

const SOURCE = `//! A module.
pub struct Cell<T: ?Sized>(T);

/// Documentation is not part of the item's lines.
#[derive(Debug)]
#[repr(C)]
pub enum Depth {
    Shallow,
    Deep { by: u8 },
}

impl<T> Cell<T> {
    pub const fn get(&self) -> &T {
        fn helper() {}
        &self.0
    }
}

unsafe impl<#[may_dangle] T: ?Sized> Drop for Cell<T> {
    fn drop(&mut self) {}
}
impl<T> const Clone for Cell<T> where T: Copy {
    fn clone(&self) -> Self { todo!() }
}
impl<T> !Sync for *mut T {}
#[stable(feature = "from_str")]
impl From<&str> for Cell<dyn Error> { fn from(s: &str) -> Self { todo!() } }
#[stable(feature = "from_vec")]
impl From<Vec<u8>> for Cell<dyn Error> { fn from(s: Vec<u8>) -> Self { todo!() } }

pub const unsafe auto trait Sendable {}
pub const trait Destruct {
    type Out;
    fn destruct(&self);
}
pub(in crate::a) fn hidden() {}
mod inner {
    pub static COUNT: u8 = 0;
    pub fn drop() {}
}
macro_rules! atomic_int {
    ($name:ident $t:ty) => {
        #[derive(Debug)]
        pub struct $name($t);
        impl $name {
            $(#[$attr])*
            pub fn fetch_add(&self, value: $t) -> $t { value }
        }
    };
}
cfg_if! { if #[cfg(unix)] { pub fn only_unix() {} } }
`
const items = itemsOf(SOURCE)
const find = (path: string) => {
  const [names = '', word = null] = path.split('~')
  const found = findItem(items, { segments: names.split('::'), word })
  return 'item' in found ? found.item : found.candidates.map(c => c.line)
}

describe('items of a Rust file', () => {
  it.each([
    ['Cell', 2, 2, 2],
    ['Depth', 7, 5, 10],
    ['Depth::Deep', 9, 9, 9],
    ['Cell::get', 13, 13, 16],
    ['get::helper', 14, 14, 14],
    ['Cell::Drop', 19, 19, 21],
    ['Cell::Drop::drop', 20, 20, 20],
    ['Cell::Clone', 22, 22, 24],
    ['Cell::clone', 23, 23, 23],
    ['pointer::Sync', 25, 25, 25],
    ['Sendable', 31, 31, 31],
    ['Destruct', 32, 32, 35],
    ['Destruct::Out', 33, 33, 33],
    ['hidden', 36, 36, 36],
    ['inner::COUNT', 38, 38, 38],
    ['atomic_int', 41, 41, 50],
    ['atomic_int::fetch_add', 47, 46, 47],
    ['only_unix', 51, 51, 51],
  ])('finds #%s', (path, line, first, last) => {
    expect(find(path)).toMatchObject({ line, first, last })
  })
  it('takes the item whose whole path is written before one that only ends like it', () => {
    expect(find('inner::drop')).toMatchObject({ line: 39 })
    expect(find('drop')).toEqual([20, 39])
  })
  it('chooses by a word of the header, also of the impl around it', () => {
    expect(find('Cell::From')).toEqual([27, 29])
    expect(find('Cell::From~str')).toMatchObject({ line: 27 })
    expect(find('Cell::from~from_vec')).toMatchObject({ line: 29 })
    expect(find('Cell::From~nothing')).toEqual([])
  })
  it('gives each item a name that finds it', () => {
    for (const item of items) {
      if (item.part) continue
      expect(find(nameOf(item, items)), nameOf(item, items)).toBe(item)
    }
  })
})
