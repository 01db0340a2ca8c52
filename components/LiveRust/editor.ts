// The editor, loaded only when a block is opened: CodeMirror with Rust, set in the colours of the slides; it shows what another window sees of the same program.
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { rust } from '@codemirror/lang-rust'
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { unifiedMergeView } from '@codemirror/merge'
import { Compartment, EditorSelection, EditorState, Prec, RangeSet } from '@codemirror/state'
import { drawSelection, EditorView, gutterLineClass, GutterMarker, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { HAND, type Sight } from './state.ts'

const style = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.self, tags.definitionKeyword, tags.controlKeyword], class: 'c-keyword' },
  { tag: [tags.string, tags.character, tags.special(tags.string)], class: 'c-string' },
  { tag: [tags.number, tags.bool], class: 'c-number' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], class: 'c-comment' },
  { tag: [tags.punctuation, tags.bracket, tags.separator, tags.meta], class: 'c-quiet' },
  { tag: tags.labelName, class: 'c-lifetime' },
])

export interface Editor {
  set: (text: string) => void
  /** Puts a line, from 1, at the top. */
  show: (line: number) => void
  /** Takes over what another window sees. */
  see: (sight: Pick<Sight, 'editor' | 'selection'>) => void
  difference: (on: boolean) => void
  focus: () => void
  destroy: () => void
}

export interface EditorOptions {
  text: string
  /** The slide's program, and the lines of it that stand on the slide, from 1. */
  original: string
  at: readonly [number, number]
  /** Hears every edit that a person makes. */
  changed: (text: string) => void
  /** Hears where a person scrolls, and what they select. */
  seen: (sight: Pick<Sight, 'editor' | 'selection'>) => void
  /** Ctrl+Enter. */
  run: () => void
  /** Ctrl and + or -. */
  size: (by: 1 | -1) => void
}

class OnSlide extends GutterMarker {
  override elementClass = 'live-on-slide'
}
const mark = new OnSlide()

export function createEditor(parent: HTMLElement, options: EditorOptions): Editor {
  const { text, original, at } = options
  let silent = false
  const quietly = (change: () => void): void => {
    silent = true
    change()
    silent = false
  }
  const merge = new Compartment()
  const view: EditorView = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        // The lines that stand on the slide move with the text.
        gutterLineClass.compute(['doc'], state => {
          const [first, last] = onSlide(original, state.doc.toString(), at)
          const lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => state.doc.line(first + i).from)
          return RangeSet.of(lines.map(from => mark.range(from)))
        }),
        history(),
        drawSelection(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of('    '),
        rust(),
        syntaxHighlighting(style),
        merge.of([]),
        Prec.high(
          keymap.of([
            { key: 'Mod-Enter', run: () => (options.run(), true) },
            { key: 'Mod-+', run: () => (options.size(1), true) },
            { key: 'Mod-=', run: () => (options.size(1), true) },
            { key: 'Mod--', run: () => (options.size(-1), true) },
          ]),
        ),
        keymap.of([indentWithTab, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': 'Rust program', spellcheck: 'false' }),
        EditorView.updateListener.of(update => {
          if (silent) return
          if (update.docChanged) options.changed(update.state.doc.toString())
          if (update.selectionSet || update.docChanged) say()
        }),
      ],
    }),
  })
  let saying: ReturnType<typeof setTimeout> | undefined
  /** Where lines lie cannot be asked while the editor draws: what is seen is said just afterwards. */
  const say = (): void => {
    clearTimeout(saying)
    saying = setTimeout(sayNow)
  }
  const sayNow = (): void => {
    const { anchor, head } = view.state.selection.main
    const { scrollTop, scrollLeft } = view.scrollDOM
    // The sheet is scaled: CodeMirror counts heights in px of the screen, a scroll position is in px of the canvas.
    const top = scrollTop * view.scaleY
    const block = view.lineBlockAtHeight(top)
    const within = block.height ? (top - block.top) / block.height : 0
    const line = view.state.doc.lineAt(block.from).number - 1 + Math.min(1, Math.max(0, within))
    options.seen({ editor: [line, scrollLeft], selection: [anchor, head] })
  }
  let used = 0
  for (const event of ['wheel', 'pointerdown', 'keydown', 'touchmove'])
    view.dom.addEventListener(event, () => (used = performance.now()), { passive: true, capture: true })
  // Where it is taken by another window, nobody's hand scrolls.
  view.scrollDOM.addEventListener('scroll', () => performance.now() - used < HAND && say(), { passive: true })
  /** Counts what other windows said: only the last word moves this one. */
  let latest = 0
  return {
    set(next) {
      const before = view.state.doc.toString()
      if (next === before) return
      quietly(() => view.dispatch({ changes: change(before, next) }))
    },
    show(line) {
      const { doc } = view.state
      const from = doc.line(Math.min(Math.max(1, line), doc.lines)).from
      view.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: 0 }) })
      view.requestMeasure({ read: () => null, write: say })
    },
    see({ editor: [line, left], selection: [anchor, head] }) {
      const { length } = view.state.doc
      const selection = EditorSelection.single(Math.min(anchor, length), Math.min(head, length))
      if (!view.state.selection.eq(selection)) quietly(() => view.dispatch({ selection }))
      const mine = ++latest
      const take = (): void =>
        view.requestMeasure({
          // Heights of lines are measured before it is known where a line lies.
          read: () => {
            const { doc } = view.state
            const block = view.lineBlockAt(doc.line(Math.min(doc.lines, Math.floor(line) + 1)).from)
            return (block.top + (line % 1) * block.height) / view.scaleY
          },
          // Not while CodeMirror measures: it would put back where it was.
          write: top =>
            setTimeout(() => latest === mine && view.scrollDOM.scrollTo({ top, left, behavior: 'instant' })),
        })
      take()
      // Where the type changed, CodeMirror scrolls once more by itself.
      setTimeout(() => latest === mine && take(), 80)
    },
    difference(on) {
      const shown = on
        ? unifiedMergeView({
            original,
            mergeControls: false,
            gutter: true,
            highlightChanges: true,
            syntaxHighlightDeletions: true,
          })
        : []
      quietly(() => view.dispatch({ effects: merge.reconfigure(shown) }))
    },
    focus: () => view.focus(),
    destroy: () => {
      clearTimeout(saying)
      view.destroy()
    },
  }
}

/** The smallest replacement that makes one text another: so that a selection stays where it is. */
export function change(before: string, after: string): { from: number; to: number; insert: string } {
  let from = 0
  while (from < before.length && from < after.length && before[from] === after[from]) from++
  let end = 0
  const most = Math.min(before.length, after.length) - from
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) }
}

/** The slide's lines in an edited program: what was typed before them moves them, what was typed in them belongs to them. @returns first and last line, from 1 */
export function onSlide(original: string, edited: string, [first, last]: readonly [number, number]): [number, number] {
  const before = original.split('\n')
  const after = edited.split('\n')
  let same = 0
  while (same < before.length && same < after.length && before[same] === after[same]) same++
  let end = 0
  const most = Math.min(before.length, after.length) - same
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  const grown = after.length - before.length
  const to = (line: number, isEnd: boolean): number =>
    line <= same ? line : line > before.length - end ? line + grown : isEnd ? Math.max(same, line + grown) : same + 1
  const start = Math.min(after.length, Math.max(1, to(first, false)))
  return [start, Math.min(after.length, Math.max(start, to(last, true)))]
}
