// dist/site/: the scripts of the static pages, made from the TypeScript in client/; the web manifest, robots and sitemap.
import { readFile, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { build, transformWithOxc } from 'vite'
import type { Site, SiteJob } from './jobs.ts'
import { readCourseFile } from '../courseFile.ts'

const CLIENT = join(import.meta.dirname, 'client')

/**
 * A browser script from its TypeScript.
 * @param name of a file in client/, or an absolute path
 */
export async function clientScript(name: string): Promise<string> {
  const path = isAbsolute(name) ? name : join(CLIENT, `${name}.ts`)
  return (await transformWithOxc(await readFile(path, 'utf8'), path, { sourcemap: false })).code
}

/**
 * A browser script with everything that it imports, in one file.
 * @param name of a file in client/, or an absolute path
 * @param format `iife` for a classic script, which can run before anything is drawn
 */
export async function bundledScript(name: string, format: 'es' | 'iife' = 'es'): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    build: {
      write: false,
      minify: true,
      lib: {
        entry: isAbsolute(name) ? name : join(CLIENT, `${name}.ts`),
        formats: [format],
        name: 'script',
        fileName: 'script',
      },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (!output || !('output' in output)) throw new Error(`client/${name}.ts was not bundled`)
  return output.output[0].code
}

/** @param pages files of pages in dist/ besides landing page, decks and articles, for the sitemap */
export function siteAssets(site: Site, pages: readonly string[] = []): SiteJob {
  const { title } = readCourseFile(site.root)
  const outputs = [
    'site/landing.js',
    'site/search.js',
    'site/deck.js',
    'site.webmanifest',
    'robots.txt',
    ...(site.publicUrl ? ['sitemap.xml'] : []),
  ]
  return {
    name: 'scripts of the site',
    part: 'site',
    outputs,
    code: [import.meta.dirname],
    inputs: [site.publicUrl ?? '', title, site.decks.map(d => d.id).join(), ...pages],
    async run() {
      await writeFile(site.path('site/landing.js'), await bundledScript('landing'))
      await writeFile(site.path('site/search.js'), await clientScript('search'))
      await writeFile(site.path('site/deck.js'), (await clientScript('deck')).replace(/^export \{\};?\s*$/m, ''))
      await writeFile(
        site.path('site.webmanifest'),
        JSON.stringify({
          name: title,
          short_name: title,
          start_url: './index.html',
          scope: './',
          display: 'minimal-ui',
          background_color: '#FAF8F2',
          theme_color: '#FAF8F2',
          icons: [{ src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' }],
        }),
      )
      const url = site.publicUrl
      await writeFile(site.path('robots.txt'), `User-agent: *\nAllow: /\n${url ? `Sitemap: ${url}sitemap.xml\n` : ''}`)
      if (!url) return
      const folders = [
        '',
        ...site.decks.flatMap(d => [`${d.id}/`, `${d.id}/read/`]),
        ...pages.map(file => file.replace(/index\.html$/, '')),
      ]
      await writeFile(
        site.path('sitemap.xml'),
        `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${folders.map(p => `<url><loc>${url}${p}</loc></url>`).join('\n')}\n</urlset>\n`,
      )
    },
  }
}
