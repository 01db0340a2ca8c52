// Which build of a deck is presented, what of it is stale, and how a new one is made beside the talk. The site in dist/ is never touched: a talk builds into the cache.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { inputParts } from '../build/inputs.ts'
import { MANIFEST, staleParts } from '../build/publish.ts'
import { talkFile } from '../renderings/talk/facts.ts'

/** Where a deck's build for talks is kept. */
export const talkFolder = (root: string, deck: string): string => join(root, '.cache', 'present', deck)

export interface Chosen {
  /** Folders, the one whose deck is presented first; the others hold other decks. Empty where there is no build of the deck. */
  dirs: string[]
  /** What of the deck's sources differs from that build; null where the build does not say. */
  stale: string[] | null
}

/** What all decks are made of. */
const SHARED = /^(components|layouts|pages|setup|styles|public|global-bottom\.vue|glossary\.yaml|course\.yaml)$/
/** What lies in a deck's folder and is on no slide. */
const OFF_SLIDES = /\/(exercises|TRAINERS\.md|published\.json)$/

/** Whether a part of the inputs decides what a deck shows. */
const matters = (part: string, deck: string): boolean =>
  SHARED.test(part) || (part.startsWith(`decks/${deck}/`) && !OFF_SLIDES.test(part))

/** Chooses among dist/ and what earlier talks built: one of the present sources if there is one, else the newest. */
export function chooseBuild(root: string, deck: string): Chosen {
  const dist = join(root, 'dist')
  const inputs = inputParts(root, dist)
  const builds = [dist, talkFolder(root, deck)]
    .filter(dir => existsSync(join(dir, talkFile(deck))) && existsSync(join(dir, MANIFEST)))
    .map(dir => ({
      dir,
      stale: staleParts(dir, inputs)?.filter(part => matters(part, deck)) ?? null,
      at: statSync(join(dir, MANIFEST)).mtimeMs,
    }))
    .sort((a, b) => Number(b.stale?.length === 0) - Number(a.stale?.length === 0) || b.at - a.at)
  const others = existsSync(dist) && existsSync(join(dist, MANIFEST)) ? [dist] : []
  return {
    dirs: builds[0] ? [...new Set([builds[0].dir, ...others])] : others,
    stale: builds[0]?.stale ?? null,
  }
}

/** Whether the first folder holds the deck. */
export const isBuilt = ({ dirs }: Chosen, deck: string): boolean =>
  dirs[0] !== undefined && existsSync(join(dirs[0], talkFile(deck)))

/**
 * Builds one deck's slides into its folder in the cache.
 * @param beside quietly and after everything else, since a talk runs on the same machine
 * @returns the process, and whether it made the build
 */
export function buildDeck(
  root: string,
  deck: string,
  beside: boolean,
): { child: ChildProcess; made: Promise<{ ok: boolean; said: string }> } {
  const child = spawn(
    process.execPath,
    [join(root, 'scripts', 'build.ts'), deck, '--only', 'site', '--no-pdf', '--out', talkFolder(root, deck)],
    { cwd: root, stdio: beside ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'] },
  )
  if (beside && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
  let said = ''
  for (const out of [child.stdout, child.stderr]) out?.on('data', (data: Buffer) => (said = (said + data).slice(-4000)))
  const made = new Promise<{ ok: boolean; said: string }>(resolve => {
    child.once('exit', code => resolve({ ok: code === 0, said }))
    child.once('error', error => resolve({ ok: false, said: error.message }))
  })
  return { child, made }
}
