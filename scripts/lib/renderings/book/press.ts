// Typesets documents in a process of its own, which ends with its work: Typst keeps everything it ever laid out, so only the end of a process gives memory back.
// In, as one line of JSON on stdin: a Job. Out, as one line on stdout: the measures of each file, or what went wrong.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

export interface Job {
  /** The document as JSON, a file. */
  data: string
  /** Folder of the cut fonts. */
  fonts: string
  files: readonly { paper: 'a4' | 'letter'; out: string }[]
}
export interface Pressed {
  file: string
  pages: number
  bytes: number
}
export interface Answer {
  files: Pressed[]
  /** What Typst says, each with file and line; errors and warnings are the same here. */
  faults: string[]
  /** Processor time in milliseconds, and the most memory in MB. */
  cpu: number
  peak: number
}

const HERE = join(import.meta.dirname, 'template')
const FOLDER = 'scripts/lib/renderings/book/template'
const TEMPLATE = `${FOLDER}/book.typ`

interface Diagnostic {
  message: string
  /** Null where it is about the document as a whole. */
  path?: string | null
  range?: string | null
  hints?: string[]
}
/** `book.typ:12:3: message (hint)`; Typst counts lines from 0 in its ranges. */
function said({ message, path, range, hints = [] }: Diagnostic): string {
  const [line = '0'] = (range ?? '0').split(/[:-]/)
  const hint = hints.length ? ` (${hints.join('; ')})` : ''
  return `${path ? `${FOLDER}/${basename(path)}` : TEMPLATE}:${Number(line) + 1}: ${message}${hint}`
}

function press(job: Job): Answer {
  const typst = NodeCompiler.create({ workspace: HERE, fontArgs: [{ fontPaths: [job.fonts] }] })
  const files: Pressed[] = []
  const faults: string[] = []
  const text = readFileSync(job.data, 'utf8')
  for (const { paper, out } of job.files) {
    typst.mapShadow(join(HERE, 'data.json'), Buffer.from(text))
    const result = typst.compile({ mainFilePath: join(HERE, 'book.typ'), inputs: { data: '/data.json', paper } })
    const warnings = result.takeWarnings()
    const heard = [result.takeDiagnostics(), warnings].flatMap(list =>
      list ? (typst.fetchDiagnostics(list) as Diagnostic[]) : [],
    )
    if (heard.length || !result.result) {
      faults.push(...heard.map(said))
      if (!heard.length) faults.push(`${TEMPLATE}:1: Typst made nothing and said nothing`)
      break
    }
    try {
      const pdf = typst.pdf(result.result, { pdfStandard: 'ua-1' as never })
      mkdirSync(dirname(out), { recursive: true })
      writeFileSync(out, pdf)
      files.push({ file: out, pages: result.result.numOfPages, bytes: pdf.length })
      // Nothing of one paper serves the next: kept, it would stand in memory beside it.
      typst.evictCache(0)
    } catch (error) {
      faults.push(`${TEMPLATE}:1: the file cannot be PDF/UA-1: ${String((error as Error).message ?? error)}`)
      break
    }
  }
  const { user, system } = process.cpuUsage()
  const { maxRSS } = process.resourceUsage()
  return { files, faults, cpu: Math.round((user + system) / 1000), peak: Math.round(maxRSS / 1024) }
}

let input = ''
process.stdin.setEncoding('utf8')
for await (const chunk of process.stdin) input += chunk
process.stdout.write(`${JSON.stringify(press(JSON.parse(input) as Job))}\n`)
