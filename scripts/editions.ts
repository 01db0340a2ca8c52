// npm run editions -- --kept FOLDER: keeps the pages of the built edition, and makes the site to publish, with every edition at its address.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { command } from './lib/command.ts'
import { COURSE_FILE, EDITION, readCourseFile } from './lib/courseFile.ts'
import { ROOT } from './lib/deck.ts'
import { linksOf } from './lib/proof/linksGate.ts'
import { publishEditions } from './lib/site/editions.ts'

/** Links of a page that lead to no file of the site: what an edition goes without must not be linked from it. */
const deadLinks = (site: string, page: string): string[] =>
  linksOf(readFileSync(join(site, page), 'utf8'), page)
    .filter(({ url }) => !/^(?:[a-z][a-z0-9+.-]*:|#|$)/i.test(url))
    .filter(({ url }) => !existsSync(join(site, dirname(page), decodeURI(url.replace(/[?#].*$/, '')))))
    .map(
      ({ line, url }) =>
        `${join(site, page)}:${line}: the link ${url} leads to no file; mark it \`data-current\` where only the current edition has the file`,
    )

await command({
  name: 'npm run editions --',
  description: 'Makes the site to publish: the current edition, and each one that is kept below its name.',
  args: {
    kept: { type: 'string', required: true, description: 'where the pages of editions are kept', valueHint: 'folder' },
    dist: { type: 'string', default: join(ROOT, 'dist'), description: 'the built site', valueHint: 'folder' },
    out: {
      type: 'string',
      default: join(ROOT, '.cache/published'),
      description: 'the site to publish',
      valueHint: 'folder',
    },
    edition: { type: 'string', description: `the edition of the built site; that of ${COURSE_FILE} without it` },
  },
  async run({ kept, dist, out, edition = readCourseFile(ROOT).edition }) {
    if (!edition || !EDITION.test(edition))
      throw new Error(`${COURSE_FILE} names no edition: write a line such as \`edition: 2026-12\`, or give --edition`)
    const site = resolve(out)
    const editions = await publishEditions(resolve(dist), edition, resolve(kept), site)
    const dead = editions.flatMap(name =>
      readdirSync(join(site, name), { recursive: true, encoding: 'utf8' })
        .filter(file => file.endsWith('.html'))
        .flatMap(file => deadLinks(site, join(name, file))),
    )
    if (dead.length) throw new Error(dead.join('\n'))
    process.stdout.write(`${relative(process.cwd(), site) || '.'}: ${editions.join(', ')}\n`)
  },
})
