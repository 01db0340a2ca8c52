// recorded.json: which compiler made the recordings, said once for all of them, so that a compiler that changes nothing changes one file.
// A recording that could not follow when the others moved carries a stamp of its own: such a mixed course is refused wherever it is read.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parseLocatedYaml, schemaProblems } from '../locatedYaml.ts'
import { ProblemError } from '../problem.ts'
import type { Compiler } from '../toolchain/compiler.ts'
import { ROLES, type Role } from '../toolchain/roles.ts'
import { readText, ROOT, writeAtomically } from './files.ts'
import { Stamp, type Recording, type StoredRecording } from './schema.ts'

export const STAMP_FILE = 'recorded.json'

const Stamps = z.partialRecord(z.enum(ROLES), Stamp)
/** The compiler of each role that recordings were made with; a role without recordings has none. */
export type Stamps = z.infer<typeof Stamps>

/** @throws ProblemError when the file is there and is not what `record` writes */
export function readStamps(root: string = ROOT): Stamps {
  const path = join(root, STAMP_FILE)
  return existsSync(path) ? parseStamps(readText(path)) : {}
}

/** Pure half of `readStamps`. @throws ProblemError */
export function parseStamps(text: string): Stamps {
  const json = parseLocatedYaml(text, STAMP_FILE)
  const result = Stamps.safeParse(json.value)
  if (!result.success) throw new ProblemError(schemaProblems(result.error, json, STAMP_FILE))
  return result.data
}

export function writeStamps(stamps: Stamps, root: string = ROOT): void {
  writeAtomically(join(root, STAMP_FILE), `${JSON.stringify(stamps, null, 2)}\n`)
}

/** @param target triple that everything is compiled for, whatever machine the compiler itself runs on */
export const stampOf = ({ version, commit, date }: Compiler, target: string): Stamp => ({
  version,
  commit,
  date,
  target,
})

export const sameCompiler = (a: Stamp, b: Stamp): boolean => a.commit === b.commit && a.target === b.target

/** A recording with its compiler; null when neither it nor recorded.json names one. */
export function stamped(stored: StoredRecording, stamps: Stamps): Recording | null {
  const rustc = stored.rustc ?? stamps[stored.toolchain]
  return rustc ? { ...stored, rustc } : null
}

/** What is written: the compiler only where it is not the one that recorded.json names for the role. */
export function stored(recording: Recording, stamps: Stamps): StoredRecording {
  const common = stamps[recording.toolchain]
  if (!common || !sameCompiler(common, recording.rustc)) return recording
  const { rustc: _, ...rest } = recording
  return rest
}

/** Who judged, as figures and messages name Miri; null where it judged nothing. */
export const miriWitness = ({ miri }: Stamps): string | null => (miri ? `Miri ${miri.commit} of ${miri.date}` : null)

/** The role in words, for messages. */
export const roleName = (role: Role): string => (role === 'course' ? 'the course' : `\`${role}\``)
