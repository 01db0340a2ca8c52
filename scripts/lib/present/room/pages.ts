// The room's own pages: desk, phone, and the script that makes a built deck follow the room. Bundled once for all decks and kept until one of their sources changes.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildEnvironmentOptions, PluginOption } from 'vite'
import { filesBelow, keyOf, sha256 } from '../../build/digest.ts'
import { Files } from '../guests/files.ts'

const CLIENT = join(import.meta.dirname, '..', 'client')

/** Everything that decides how they look and what they do. */
function keyOfPages(root: string): string {
  const folders = ['scripts/lib/present', 'styles', 'components'].flatMap(folder =>
    filesBelow(join(root, folder)).map(file => `${folder}/${file}`),
  )
  const texts = [...folders, 'package-lock.json'].map(file => `${file}\0${sha256(readFileSync(join(root, file)))}`)
  return keyOf('room', ...texts)
}

/** Bundles them, or finds what was bundled of the same sources. @returns the files, at `/desk.html`, `/phone.html`, `/room/…` */
export async function roomPages(root: string): Promise<Files> {
  const shelf = join(root, '.cache', 'room')
  const kept = join(shelf, keyOfPages(root))
  if (!existsSync(kept)) {
    mkdirSync(shelf, { recursive: true })
    for (const old of readdirSync(shelf)) rmSync(join(shelf, old), { recursive: true, force: true })
    const work = mkdtempSync(join(shelf, 'work-'))
    await bundle(work)
    // Two that make it at once make the same.
    if (existsSync(kept)) rmSync(work, { recursive: true })
    else renameSync(work, kept)
  }
  return new Files(
    kept,
    filesBelow(kept).map(path => ({ path, slide: 0 })),
  )
}

async function bundle(outDir: string): Promise<void> {
  process.env.NODE_ENV = 'production'
  const [{ build }, { default: vue }] = await Promise.all([import('vite'), import('@vitejs/plugin-vue')])
  const make = (options: BuildEnvironmentOptions, plugins: PluginOption[] = []) =>
    build({
      configFile: false,
      root: CLIENT,
      base: './',
      publicDir: false,
      logLevel: 'error',
      plugins,
      build: { outDir, emptyOutDir: false, ...options },
    })
  const pages = { desk: join(CLIENT, 'desk.html'), phone: join(CLIENT, 'phone.html') }
  await make({ assetsDir: 'room', rollupOptions: { input: pages } }, [vue()])
  // Scripts that a page names itself are no modules: they run before the page's own.
  for (const name of ['bridge', 'worker'])
    await make({
      lib: {
        entry: join(CLIENT, `${name}.ts`),
        formats: ['iife'],
        name: 'room',
        fileName: () => `room/${name}.js`,
      },
    })
}
