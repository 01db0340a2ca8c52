// Reads `--error-format=json`: one object a line. Explanations (5 KB each) and the closing "aborting" records are left out.
import { normaliseCompiler, spanFile } from './normalise.ts'
import type { Diagnostic } from './schema.ts'

interface JsonSpan {
  file_name: string
  line_start: number
  line_end: number
  column_start: number
  column_end: number
  is_primary: boolean
  label: string | null
  suggested_replacement: string | null
  expansion: { span: JsonSpan } | null
}
interface JsonDiagnostic {
  $message_type?: string
  message: string
  code: { code: string } | null
  level: string
  spans: JsonSpan[]
  children: JsonDiagnostic[]
  rendered: string | null
}

type DiagnosticSpan = Diagnostic['spans'][number]
type SubLevel = Diagnostic['children'][number]['level']

export interface Messages {
  diagnostics: Diagnostic[]
  /** lines that are no JSON: the linker, an ICE, a usage error */ other: string
}

/** `snippet` is the file's name as it was given to rustc. */
export function parseDiagnostics(stderr: string, snippet: string, dirs: readonly string[] = []): Messages {
  const diagnostics: Diagnostic[] = []
  const other: string[] = []
  for (const line of stderr.split('\n')) {
    if (!line.startsWith('{')) {
      if (line.trim()) other.push(line)
      continue
    }
    const json = JSON.parse(line) as JsonDiagnostic
    if (json.$message_type && json.$message_type !== 'diagnostic') continue
    if (
      json.level === 'failure-note' ||
      (!json.spans.length && /^aborting due to|^\d+ warnings? emitted/.test(json.message))
    )
      continue
    diagnostics.push({
      level: json.level as Diagnostic['level'],
      code: json.code?.code ?? null,
      message: normaliseCompiler(json.message, dirs),
      spans: json.spans.map(span => readSpan(span, snippet, dirs)),
      children: json.children.map(child => ({
        level: child.level as SubLevel,
        message: normaliseCompiler(child.message, dirs),
        spans: child.spans.map(span => readSpan(span, snippet, dirs)),
      })),
      rendered: normaliseCompiler(json.rendered ?? '', dirs).trimEnd(),
    })
  }
  return { diagnostics, other: normaliseCompiler(other.join('\n'), dirs) }
}

function readSpan(json: JsonSpan, snippet: string, dirs: readonly string[]): DiagnosticSpan {
  // A span inside a macro of std is of no use to a reader of the snippet: its call site is.
  let span = json
  while (span.expansion && spanFile(span.file_name, snippet) !== undefined) span = span.expansion.span
  const file = spanFile(span.file_name, snippet)
  return {
    ...(file === undefined ? {} : { file }),
    line: span.line_start,
    column: span.column_start,
    lineEnd: span.line_end,
    columnEnd: span.column_end,
    primary: json.is_primary,
    label: json.label === null ? null : normaliseCompiler(json.label, dirs),
    ...(json.suggested_replacement === null ? {} : { replacement: json.suggested_replacement }),
  }
}

export const isError = (diagnostic: Diagnostic): boolean => diagnostic.level.startsWith('error')

/** Codes of the errors as a sorted multiset; `none` for an error without a code. */
export const errorCodes = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics
    .filter(isError)
    .map(d => d.code ?? 'none')
    .sort()

/** Line of the first primary span in the snippet, for a message of ours. */
export const primaryLine = (diagnostic: Diagnostic): number | null =>
  diagnostic.spans.find(s => s.primary && s.file === undefined)?.line ?? null
