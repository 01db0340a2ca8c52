// `//@ emit: polonius [FN]`: the verdicts of three borrow checkers, and the localized constraints that the newest one walks in FN.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bench, crateType, EmitError } from '../bench.ts'
import { errorCodes } from '../diagnostics.ts'
import type { EmitOf } from '../schema.ts'
import { choose } from './mir.ts'
import { mirName } from './mirText.ts'

type Body = EmitOf<'polonius'>

/** @throws EmitError when the compiler dumped no such function */
export async function takePolonius(bench: Bench, fn: string): Promise<{ body: Body; command: string[] }> {
  const flags = [...crateType(bench), '--emit=metadata'],
    dump = fn ? ['-Zdump-mir=polonius', '-Zdump-mir-dir=mir'] : []
  const [nll, next, legacy] = await Promise.all([
    bench.rustc(flags),
    bench.rustc([...flags, '-Zpolonius=next', ...dump], { bootstrap: true }),
    bench.rustc([...flags, '-Zpolonius=legacy'], { bootstrap: true }),
  ])
  const body: Body = {
    verdicts: {
      nll: errorCodes(nll.diagnostics),
      next: errorCodes(next.diagnostics),
      legacy: errorCodes(legacy.diagnostics),
    },
  }
  if (fn) {
    const dir = join(next.dir, 'mir'),
      files = existsSync(dir)
        ? readdirSync(dir)
            .filter(f => f.endsWith('.polonius.0.html'))
            .sort()
        : []
    const dumps = files
      .map(f => unescape(readFileSync(join(dir, f), 'utf8')))
      .map(text => ({ fn: mirName(text), text }))
    body.localized = parseLocalized(choose(dumps, fn, next, 'the Polonius dump').text)
    if (!body.localized.length)
      throw new EmitError(`the Polonius dump of \`${fn}\` holds no localized constraint: is there a borrow in it?`)
  }
  return {
    body,
    command: [
      'RUSTC_BOOTSTRAP=1',
      'rustc',
      ...bench.base,
      ...flags,
      '-Zpolonius=next',
      ...dump,
      bench.file,
      '# and `-Zpolonius=legacy`, and neither',
    ],
  }
}

/** The dump is a page: its MIR text is escaped. */
const unescape = (html: string): string =>
  html.replaceAll('&#39;', "'").replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')

/** `| '?2 at bb0[7] -> '?5 at bb0[7]` */
const parseLocalized = (text: string): NonNullable<Body['localized']> =>
  [...text.matchAll(/^\| ('\?\d+) at (bb\d+\[\d+\]) -> ('\?\d+) at (bb\d+\[\d+\])$/gm)].map(m => ({
    from: { region: m[1]!, at: m[2]! },
    to: { region: m[3]!, at: m[4]! },
  }))
