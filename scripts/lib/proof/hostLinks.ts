// A link means one thing everywhere: pages are read from hosts with the rules of real ones, below a path, and each of their links must lead to the file that it names.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../problem.ts'
import { type Habits, hostWith } from './host.ts'
import { linksOf } from './linksGate.ts'

/** The rules of hosts for folders below a path, as each describes them: with clean addresses and without. */
export const RULES: Record<string, Habits> = {
  'a plain server': {},
  'GitHub Pages, and Netlify without pretty addresses': { slash: 'add', maxAge: 600 },
  'Cloudflare Pages, and Netlify with pretty addresses': { redirectsIndex: true, slash: 'add' },
}

/** The file below `dist` that an address names: a folder's is its page. */
function fileOf(dist: string, path: string): string | null {
  const file = join(dist, decodeURIComponent(path))
  if (!existsSync(file)) return null
  if (!statSync(file).isDirectory()) return file
  const page = join(file, 'index.html')
  return existsSync(page) ? page : null
}

const isInside = (url: string): boolean => !/^[a-z][a-z0-9+.-]*:/i.test(url) && !url.startsWith('#')

/**
 * Opens pages on one host by each address under which a reader may come, and follows their links as a browser does.
 * @param pages paths below `dist`, each an `index.html`
 */
export async function linkProblemsOn(
  dist: string,
  pages: readonly string[],
  name: string,
  habits: Habits,
): Promise<{ checked: number; problems: Problem[] }> {
  const host = await hostWith(dist, { base: '/course/', ...habits }),
    problems: Problem[] = [],
    answers = new Map<string, Promise<{ url: string; body: Buffer | null }>>()
  const get = (url: string): Promise<{ url: string; body: Buffer | null }> => {
    const asked = answers.get(url)
    if (asked) return asked
    const answer = fetch(url).then(async r => ({ url: r.url, body: r.ok ? Buffer.from(await r.arrayBuffer()) : null }))
    answers.set(url, answer)
    return answer
  }
  try {
    for (const page of pages) {
      const html = readFileSync(join(dist, page), 'utf8'),
        links = linksOf(html, page).filter(({ url }) => isInside(url)),
        folder = page.replace(/index\.html$/, '')
      const ways = [page, folder, ...(habits.slash === 'add' && folder ? [folder.replace(/\/$/, '')] : [])]
      for (const way of ways) {
        const say = (line: number, message: string) =>
          problems.push({ file: `dist/${page}`, line, message: `from ${name}, opened as course/${way}: ${message}` })
        const shown = await get(host.url + way)
        if (!shown.body?.equals(Buffer.from(html))) {
          say(1, 'is another page, or none')
          continue
        }
        for (const { url, line } of new Map(links.map(link => [link.url.replace(/#.*/, ''), link])).values()) {
          const meant = fileOf(dist, new URL(url, `http://x/${page}`).pathname.slice(1))
          const got = await get(new URL(url, shown.url).href.replace(/#.*/, ''))
          if (!meant || !got.body?.equals(readFileSync(meant)))
            say(line, `the link ${url} does not lead to what it names`)
        }
      }
    }
    return { checked: answers.size, problems }
  } finally {
    await host.close()
  }
}
