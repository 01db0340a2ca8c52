// A course of one deck and two releases of a small std with its documentation, in a temporary folder.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import type { Holder, World } from './holders.ts'

export const RC = `//! Reference counts.
pub struct Rc<T>(T);
struct Inner<T>(T);

impl<T> Drop for Rc<T> {
    fn drop(&mut self) {
        self.release()
    }
}
impl<T> Drop for Inner<T> {
    fn drop(&mut self) {}
}
impl<T> Rc<T> {
    fn release(&mut self) {}
}
`
export const NESTING = 'Drop scopes are nested within one another.'
const reference = (nesting: string): string =>
  `<main><div class="rule" id="r-destructors.scope.nesting"><a>[destructors.scope.nesting]</a></div><p>${nesting}</p>
<div class="rule" id="r-destructors.scope.other"></div><p>Other.</p></main>`
const RELEASES =
  '<main><h1 id="version-1990-2026-10-01">Version 1.99.0</h1><h2 id="1.99.0-Language">Language</h2><p>News.</p></main>'

export interface Tree {
  root: string
  write(path: string, text: string): void
}

/** A temporary folder that goes when the tests of the file are done. */
export function tree(): Tree {
  const root = mkdtempSync(join(tmpdir(), 'ri-sources-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  return {
    root,
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    },
  }
}

/** A compiler's components below `release/`, with this source of rc.rs. Null takes the component away. */
export function compilerIn(
  { root, write }: Tree,
  release: string,
  files: { rc?: string; more?: Record<string, string>; nesting?: string } = {},
): World {
  const { rc = RC, more = {}, nesting = NESTING } = files
  write(`${release}/library/alloc/src/rc.rs`, rc)
  for (const [path, text] of Object.entries(more)) write(`${release}/library/${path}`, text)
  write(`${release}/html/reference/destructors.html`, reference(nesting))
  write(`${release}/html/std/rc/index.html`, '<main><h2 id="cycles">Cycles</h2><p>They leak.</p></main>')
  write(`${release}/html/releases.html`, RELEASES)
  const holder: Holder = {
    release,
    lib: join(root, release, 'library'),
    rustc: null,
    docs: join(root, release, 'html'),
  }
  return {
    holder: name => (name === 'course' ? holder : null),
    miriCommit: () => '92b5b8c87',
    crate: name => ({ wrong: `there is no ${name}` }),
  }
}
