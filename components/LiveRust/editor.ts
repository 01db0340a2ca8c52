// The editor, loaded only when a block is opened: CodeMirror with Rust, set in the colours of the slides.
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { rust } from '@codemirror/lang-rust'
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'

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
  focus: () => void
  destroy: () => void
}

/** `changed` hears every edit that a person makes; `run` is Ctrl+Enter. */
export function createEditor(
  parent: HTMLElement,
  text: string,
  on: { changed: (text: string) => void; run: () => void },
): Editor {
  let silent = false
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of('    '),
        rust(),
        syntaxHighlighting(style),
        keymap.of([
          {
            key: 'Mod-Enter',
            run: () => {
              on.run()
              return true
            },
          },
          indentWithTab,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.contentAttributes.of({ 'aria-label': 'Rust program', spellcheck: 'false' }),
        EditorView.updateListener.of(update => {
          if (update.docChanged && !silent) on.changed(update.state.doc.toString())
        }),
      ],
    }),
  })
  return {
    set(next) {
      if (next === view.state.doc.toString()) return
      silent = true
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } })
      silent = false
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}
