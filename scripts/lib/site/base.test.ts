// With --base every page knows its address: canonical links, Open Graph, sitemap and robots agree; without it nothing absolute is written.
import { mkdtempSync, readFileSync, mkdirSync, existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Site } from './jobs.ts'
import { type Deck, ROOT } from '../deck.ts'
import { siteAssets } from './assets.ts'
import { head } from './head.ts'

const facts = {
  title: 'A page',
  description: 'What it is about',
  toRoot: '../../',
  path: '03-a/read/',
  image: '03-a/cover.png',
  stamp: 'Rust internals 1.0',
}

async function assets(publicUrl: string | null): Promise<(file: string) => string | null> {
  const dist = mkdtempSync(join(tmpdir(), 'ri-base-'))
  onTestFinished(() => rmSync(dist, { recursive: true, force: true }))
  const path = (output: string) => {
    mkdirSync(dirname(join(dist, output)), { recursive: true })
    return join(dist, output)
  }
  await siteAssets({
    root: ROOT,
    decks: [{ id: '03-a' } as Deck],
    cards: [],
    stamp: '',
    publicUrl,
    path,
  } as unknown as Site).run({} as Site)
  return file => (existsSync(join(dist, file)) ? readFileSync(join(dist, file), 'utf8') : null)
}

describe('--base', () => {
  it('gives each page its canonical address and its picture', () => {
    const html = head({ ...facts, publicUrl: 'https://example.org/course/' })
    for (const part of [
      '<link rel="canonical" href="https://example.org/course/03-a/read/">',
      '<meta property="og:url" content="https://example.org/course/03-a/read/">',
      '<meta property="og:image" content="https://example.org/course/03-a/cover.png">',
      'href="../../favicon.svg"',
      'content="Rust internals 1.0"',
    ])
      expect(html).toContain(part)
  })
  it('lists every page in the sitemap, which robots.txt names', async () => {
    const file = await assets('https://example.org/course/')
    expect([...file('sitemap.xml')!.matchAll(/<loc>([^<]*)<\/loc>/g)].map(m => m[1])).toEqual(
      ['', '03-a/', '03-a/read/'].map(p => `https://example.org/course/${p}`),
    )
    expect(file('robots.txt')).toContain('Sitemap: https://example.org/course/sitemap.xml')
  })
  it('writes nothing absolute without it', async () => {
    expect(head({ ...facts, publicUrl: null })).not.toMatch(/canonical|og:url|https?:/)
    const file = await assets(null)
    expect(file('sitemap.xml')).toBeNull()
    expect(file('robots.txt')).not.toContain('Sitemap')
    expect(JSON.parse(file('site.webmanifest')!)).toMatchObject({ start_url: './index.html', scope: './' })
  })
})
