// On the pages of programs, codes, terms and claims: copies code, and switches between the schemes. Everything else works without it.
import { copyButtons } from '../../../site/client/copy.ts'
import { schemeButton } from '../../../site/client/scheme.ts'

/** The program without its line numbers, or the command beside the button. */
function textBeside(button: HTMLElement): string {
  const lines = [...(button.closest('.plate')?.querySelectorAll('.code-line > code') ?? [])]
  if (lines.length) return `${lines.map(line => line.textContent!.trimEnd()).join('\n')}\n`
  return button.parentElement?.querySelector('pre')?.textContent ?? ''
}

document.querySelector('.bar-tools')?.append(schemeButton())
copyButtons(document, textBeside)
