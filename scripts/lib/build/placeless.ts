// Names of modules without the place where this checkout lies: what goes into the site may depend on names, never on folders of one machine.
import { resolve, sep } from 'node:path'

export interface Places {
  /** The repository's root. */
  root: string
  /** The folder of this one build, which is Vite's root. */
  scratch: string
}

/** A file's path from where it belongs: its package in node_modules/, the build's folder or the repository. */
export function placeless(file: string, { root, scratch }: Places): string {
  const path = resolve(scratch, file).split(sep).join('/')
  const inPackage = path.lastIndexOf('/node_modules/')
  if (inPackage >= 0) return path.slice(inPackage + 1)
  for (const [place, name] of [
    [scratch, '<scratch>'],
    [root, '<root>'],
  ] as const) {
    const folder = `${place.split(sep).join('/')}/`
    if (path.startsWith(folder)) return `${name}/${path.slice(folder.length)}`
  }
  return path
}

/** How Vue's plugin is to name the scope of a component's styles. Its own way takes the path from Vite's root, which differs from one folder to the next. */
export const scopeIds =
  (places: Places) =>
  (file: string, source: string, _production: boolean | undefined, hash: (text: string) => string): string =>
    hash(placeless(file, places) + source)
