import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../deck.ts'
import { webFaces } from './faces.ts'
import { characterMap } from './glyphs.ts'

const shipped = join(ROOT, 'public/fonts')
const css = readFileSync(join(ROOT, 'styles/fonts.css'), 'utf8')

/** The rules of the style sheet: their file, and the code points for which a browser fetches it. */
const rules = [...css.matchAll(/@font-face \{[^}]*\}/g)].map(([text]) => {
  const [, file] = text.match(/public\/fonts\/([^']+)'/)!
  const [, range] = text.match(/unicode-range: ([^;]+);/)!
  const codes = range!.split(', ').flatMap(part => {
    const [first, last = first] = part.slice(2).split('-') as [string, string?]
    const from = Number.parseInt(first, 16)
    return Array.from({ length: Number.parseInt(last, 16) - from + 1 }, (_, i) => from + i)
  })
  return { file: file!, face: text.match(/font-family[\s\S]*?(?= {2}src)/)![0], codes }
})

describe('faces', () => {
  it('are those that `npm run fonts` cuts', async () => {
    const cut = await webFaces(join(ROOT, 'styles/faces'))
    expect(readdirSync(shipped).toSorted()).toEqual([...cut.files.keys()].toSorted())
    for (const [name, bytes] of cut.files)
      expect(readFileSync(join(shipped, name)).equals(bytes), `${name}: run \`npm run fonts\``).toBe(true)
    expect(css).toBe(cut.css)
  }, 60_000)
  it('have every letter for which a browser fetches them', () => {
    for (const { file, codes } of rules) {
      const has = characterMap(readFileSync(join(shipped, file)))
      expect(
        codes.filter(code => !has.has(code)),
        file,
      ).toEqual([])
    }
  })
  it('leave no letter of the whole faces out but signs, and name none twice', () => {
    for (const face of new Set(rules.map(rule => rule.face))) {
      const codes = rules.filter(rule => rule.face === face).flatMap(rule => rule.codes)
      expect(new Set(codes).size, face).toBe(codes.length)
    }
    const whole = characterMap(readFileSync(join(ROOT, 'styles/faces/source-serif-4-latin-opsz-normal.woff2')))
    const upright = new Set(rules.filter(rule => /^serif-\w+-normal/.test(rule.file)).flatMap(rule => rule.codes))
    const lost = [...whole].filter(code => code > 0x20 && !upright.has(code)).map(code => code.toString(16))
    expect(lost.filter(code => !/^(2[0-9a-f]{3})$/.test(code))).toEqual([])
  })
  it('are light enough: an article needs at most these', () => {
    const bytes = (pattern: RegExp): number =>
      readdirSync(shipped)
        .filter(name => pattern.test(name))
        .reduce((sum, name) => sum + readFileSync(join(shipped, name)).length, 0)
    expect(bytes(/^(serif-basic-(normal|italic)|mono-basic-.*|mono-signs-400-normal)\.woff2$/)).toBeLessThan(150_000)
  })
})
