// From a document to PDF files: hands it to a press, a process of its own, and turns what Typst says into problems.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ProblemError } from '../../problem.ts'
import { cutFonts } from './fonts.ts'
import type { Document } from './model.ts'
import type { Answer, Job } from './press.ts'

export interface Typeset extends Omit<Answer, 'faults'> {}

/**
 * @param root of the repository, whose fonts are used
 * @param cache a folder that is kept: the fonts are cut once
 * @throws ProblemError for an error or a warning of Typst, at its file and line
 */
export async function typeset(
  document: Document,
  files: Job['files'],
  { root, cache }: { root: string; cache: string },
): Promise<Typeset> {
  const fonts = await cutFonts(join(root, 'styles/faces'), join(cache, 'book-fonts'))
  const work = mkdtempSync(join(tmpdir(), 'ri-press-'))
  try {
    const data = join(work, 'data.json')
    writeFileSync(data, JSON.stringify(document))
    const { faults, ...made } = await ask({ data, fonts, files })
    if (faults.length) throw new ProblemError(faults.map(problemOf))
    return made
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function ask(job: Job): Promise<Answer> {
  const press = spawn(process.execPath, [join(import.meta.dirname, 'press.ts')], { stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  let complained = ''
  press.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  press.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text))
  press.stdin.end(JSON.stringify(job))
  return new Promise((resolve, reject) => {
    press.on('error', reject)
    press.on('close', (code, signal) => {
      const line = said.trimEnd().split('\n').at(-1) ?? ''
      if (code === 0 && line.startsWith('{')) resolve(JSON.parse(line) as Answer)
      else
        reject(
          new Error(
            `the typesetter ended with ${signal ?? `status ${code}`}: ${complained.trim().slice(-2000) || 'it said nothing'}`,
          ),
        )
    })
  })
}

function problemOf(fault: string): { file: string; line: number; message: string } {
  const [, file = fault, line = '1', message = fault] = /^(.*?):(\d+): ([\s\S]*)$/.exec(fault) ?? []
  return { file, line: Number(line), message }
}
