// Reads the text of `-Zdump-mir` into a control-flow graph: blocks, statements with their spans, terminators with their targets.
import { normaliseCompiler, spanFile } from '../normalise.ts'
import type { MirBody, Nll, Span } from '../schema.ts'

type Block = MirBody['blocks'][number]
type Terminator = Block['terminator']

/** `f.rs:3:5: 3:12 (#0)`; null when the text is no span. */
export function readSpan(text: string, snippet: string): Span | null {
  const m = /^(.*?):(\d+):(\d+): (\d+):(\d+)(?: \(#\d+\))?$/.exec(text.trim())
  if (!m) return null
  const file = spanFile(m[1]!, snippet)
  return {
    ...(file === undefined ? {} : { file }),
    line: Number(m[2]),
    column: Number(m[3]),
    lineEnd: Number(m[4]),
    columnEnd: Number(m[5]),
  }
}

/** `work::{closure#0}` of `// MIR for `work::{closure#0}` after StateTransform`. */
export const mirName = (text: string): string => /^\/\/ MIR for `(.*?)`/m.exec(text)?.[1] ?? ''

/** @param snippet the file's name as rustc was given it @throws Error naming a block that has no terminator */
export function parseMir(text: string, snippet: string): MirBody {
  const lines = normaliseCompiler(text).split('\n')
  const locals: MirBody['locals'] = []
  const users = new Map<string, string>()
  const blocks: Block[] = []
  let block: { id: string; cleanup: boolean; parts: { text: string; span: Span | null }[] } | null = null
  const header = lines.find(l => /^(?:\S.* )?(?:fn|const|static|promoted)\b.*\{$/.test(l) && !l.startsWith('//')) ?? ''
  locals.push(...parameters(header))
  for (const line of lines) {
    const comment = /^(.*?);? +\/\/ (?:.* )?(?:in )?scope \d+ at (.*)$/.exec(line)
    const code = (comment ? comment[1]! : line).trim().replace(/;$/, '')
    if (block) {
      if (line === '    }') {
        blocks.push(close(block))
        block = null
        continue
      }
      if (!code || code.startsWith('//')) continue
      block.parts.push({ text: code, span: comment ? readSpan(comment[2]!, snippet) : null })
      continue
    }
    const start = /^ {4}(bb\d+)( \(cleanup\))?: \{$/.exec(line)
    if (start) {
      block = { id: start[1]!, cleanup: Boolean(start[2]), parts: [] }
      continue
    }
    let m = /^\s*let (?:mut )?(_\d+): (.*)$/.exec(code)
    if (m && /^\s/.test(line)) {
      locals.push({ name: m[1]!, ty: m[2]!, user: null })
      continue
    }
    m = /^debug (.+) => (_\d+)$/.exec(code)
    if (m && !users.has(m[2]!)) users.set(m[2]!, m[1]!)
  }
  for (const local of locals) local.user = users.get(local.name) ?? null
  locals.sort((a, b) => Number(a.name.slice(1)) - Number(b.name.slice(1)))
  return { fn: mirName(text), locals, blocks }
}

/** `fn f(_1: &mut Vec<usize>, _2: bool) -> () {` */
function parameters(header: string): MirBody['locals'] {
  const open = header.indexOf('(_')
  if (open < 0) return []
  const found: MirBody['locals'] = []
  let depth = 0,
    start = open + 1
  for (let at = open; at < header.length; at++) {
    const c = header[at]!
    if ('([{<'.includes(c)) depth++
    else if (')]}'.includes(c) || (c === '>' && header[at - 1] !== '-')) depth--
    if ((c === ',' && depth === 1) || depth === 0) {
      const m = /^\s*(_\d+): (.*)$/.exec(header.slice(start, at))
      if (m) found.push({ name: m[1]!, ty: m[2]!, user: null })
      start = at + 1
      if (depth === 0) break
    }
  }
  return found
}

function close(block: { id: string; cleanup: boolean; parts: { text: string; span: Span | null }[] }): Block {
  const last = block.parts.pop()
  if (!last) throw new Error(`${block.id} has no terminator`)
  return {
    id: block.id,
    cleanup: block.cleanup,
    statements: block.parts,
    terminator: { ...last, ...readTerminator(last.text, block.id) },
  }
}

function readTerminator(text: string, id: string): Pick<Terminator, 'kind' | 'targets'> {
  const arrow = /^(.*?)(?: -> (\[[^\]]*\]|bb\d+|unwind .*))?$/.exec(text)!
  const head = text.slice(0, text.length - (arrow[2] ? arrow[2].length + 4 : 0))
  const tail = / -> (\[(?:[^[\]]*)\]|bb\d+|unwind [\w() ]+)$/.exec(text)?.[1] ?? ''
  const targets = tail.startsWith('[')
    ? tail
        .slice(1, -1)
        .split(', ')
        .flatMap(part => {
          const m = /^(.*): (bb\d+)$/.exec(part.trim())
          return m ? [{ label: m[1]!, to: m[2]! }] : []
        })
    : tail.startsWith('bb')
      ? [{ label: '', to: tail }]
      : []
  const word = /^(\w+)/.exec(text)?.[1] ?? ''
  const kinds: Record<string, string> = {
    goto: 'goto',
    switchInt: 'switchInt',
    return: 'return',
    resume: 'resume',
    unreachable: 'unreachable',
    drop: 'drop',
    assert: 'assert',
    falseEdge: 'falseEdge',
    falseUnwind: 'falseUnwind',
    terminate: 'terminate',
    coroutine_drop: 'coroutineDrop',
    tailcall: 'tailCall',
    abort: 'terminate',
    asm: 'asm',
    async: 'drop',
  }
  const kind = /(?:^|= )yield\(/.test(head) ? 'yield' : (kinds[word] ?? (/\(.*\)/s.test(head) && tail ? 'call' : null))
  if (!kind) throw new Error(`${id} ends with \`${text}\`, which is no terminator that is known`)
  return { kind, targets }
}

/** The NLL pass's dump: the body, its regions, constraints and loans. */
export function parseNll(text: string, snippet: string): Nll {
  const body = parseMir(text, snippet)
  const universal = new Set([...text.matchAll(/^\| ('\?\d+) \| (?:Global|Local|External) \|/gm)].map(m => m[1]!))
  const regions = [...text.matchAll(/^\| ('\?\d+) \| U\d+ \| \{(.*)\}$/gm)].map(m => ({
    name: m[1]!,
    points: [...m[2]!.matchAll(/(bb\d+)\[(\d+)(?:\.\.=(\d+))?\]/g)].map(p => ({
      block: p[1]!,
      from: Number(p[2]),
      to: Number(p[3] ?? p[2]),
    })),
    universal: universal.has(m[1]!),
  }))
  const constraints = [
    ...normaliseCompiler(text).matchAll(
      /^\| ('\?\d+): ('\?\d+) due to (.*) at (?:Single\((bb\d+\[\d+\])\)|(All\(.*?\))) \((.*?) \(#\d+\)/gm,
    ),
  ].map(m => ({ sup: m[1]!, sub: m[2]!, reason: m[3]!, at: m[4] ?? m[5]!, span: readSpan(m[6]!, snippet) }))
  const loans = [...text.matchAll(/^\| (bw\d+): issued at (bb\d+\[\d+\]) in ('\?\d+)/gm)].map(m => ({
    id: m[1]!,
    issued: m[2]!,
    region: m[3]!,
    ...borrowAt(body, m[2]!),
  }))
  return { ...body, regions, constraints, loans }
}

/** Kind and place of the borrow that the statement at a point makes. */
function borrowAt(body: MirBody, point: string): { kind: string; place: string } {
  const [, id, index] = /^(bb\d+)\[(\d+)\]$/.exec(point)!
  const text = body.blocks.find(b => b.id === id)?.statements[Number(index)]?.text ?? ''
  const m = /= &(raw const |raw mut |fake shallow |fake deep |fake |mut )?(.*)$/.exec(text)
  if (!m) throw new Error(`the loan at ${point} is issued by \`${text}\`, which is no borrow`)
  return {
    kind: (m[1] ?? 'shared')
      .trim()
      .replaceAll(' ', '-')
      .replace(/^fake-.*/, 'fake'),
    place: m[2]!,
  }
}
