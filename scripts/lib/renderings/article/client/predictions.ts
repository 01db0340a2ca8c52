// What a reader predicted beside what was recorded. Forms and answers work without this; it only says in words how they compare.

const plural = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`

/** Every verdict that the reader gave. */
function comparedVerdicts(section: Element, answer: Element): string | null {
  const rows = [...section.querySelectorAll<HTMLElement>('.guess .case')].flatMap(row => {
    const chosen = row.querySelector<HTMLInputElement>(':checked')?.value
    const said = answer.querySelector<HTMLElement>(`[data-case="${row.dataset.case}"]`)?.dataset.kind
    return chosen && said ? [chosen === said] : []
  })
  if (!rows.length) return null
  const right = rows.filter(Boolean).length
  if (rows.length === 1) return right ? 'The compiler agrees with you.' : 'The compiler disagrees with you.'
  return `The compiler agrees with ${right} of your ${plural(rows.length, 'verdict')}.`
}

function comparedValue(section: Element, answer: Element): string | null {
  const chosen = section.querySelector<HTMLInputElement>('.option-guess :checked')?.value
  const value = answer.querySelector<HTMLElement>('.decided[data-value]')?.dataset.value
  if (chosen === undefined || value === undefined) return null
  return chosen === value ? 'That is what was recorded.' : 'Something else was recorded.'
}

function comparedLines(section: Element, answer: Element): string | null {
  const decided = answer.querySelector<HTMLElement>('.decided[data-lines]')
  if (!decided) return null
  const marked = [...section.querySelectorAll<HTMLInputElement>('.mark :checked')].map(input => input.value)
  if (!marked.length) return null
  const said = decided.dataset.lines!.split(' ').filter(Boolean)
  const right = marked.filter(line => said.includes(line)).length
  if (right === said.length && marked.length === said.length) return 'You marked the lines that the compiler rejects.'
  return `Of the ${plural(marked.length, 'line')} that you marked, the compiler rejects ${right}.`
}

function comparedTexts(section: Element, answer: Element): string | null {
  const texts = [...section.querySelectorAll<HTMLInputElement>('.line-guess input')].map(input => input.value.trim())
  const said = [...answer.querySelectorAll<HTMLElement>('[data-answer]')].map(item => item.dataset.answer!.trim())
  if (!said.length || texts.every(text => text === '')) return null
  const right = said.filter((text, i) => text === texts[i]).length
  return `${right} of ${plural(said.length, 'line')} as recorded.`
}

function comparedWords(section: Element): string | null {
  const words = section.querySelector<HTMLInputElement>('.free-guess input')?.value.trim()
  return words ? `You wrote: ${words}` : null
}

export function comparePredictions(): void {
  for (const answer of document.querySelectorAll<HTMLDetailsElement>('details.answer')) {
    const section = answer.closest('section')!
    answer.addEventListener('toggle', () => {
      if (!answer.open) return
      const said = [comparedVerdicts, comparedValue, comparedLines, comparedTexts, comparedWords]
        .map(compare => compare(section, answer))
        .find(sentence => sentence !== null)
      answer.querySelector('.compared')!.textContent = said ?? ''
    })
  }
}
