// Every figure of the course holds in every place that an article has for it. A planted figure shows that the test would see one that does not.
import { describe, expect, it } from 'vitest'
import type { Mark } from '../../../../components/figure/contract.ts'
import { natural, NARROWEST, WIDEST } from '../../../../components/figure/natural.ts'
import { bodyOf, flat } from '../../content/asked.ts'
import type { Figure } from '../../content/blocks.ts'
import { readCourse } from '../../content/course.ts'
import { ROOT } from '../../deck.ts'

/** A small phone, a phone, a narrow column, the column of an article, a slide. */
const WIDTHS = [NARROWEST, 350, 460, 540, WIDEST]

const { decks } = await readCourse(ROOT)
/** Each figure with the place where it is written; what readers get and variants too. */
const figures = decks.flatMap(deck =>
  deck.slides.flatMap(slide => {
    const blocks = [...bodyOf(slide), ...flat(slide.notes.flatMap(part => ('block' in part ? [part.block] : [])))]
    return blocks
      .filter((block): block is Figure => block.kind === 'figure')
      .map(figure => ({ figure, where: `${deck.file}:${figure.line} ${figure.family} ${figure.rec}` }))
  }),
)

describe.each(WIDTHS)('at %i px', width => {
  it('every figure of the course stands in its box, and no word meets another', () => {
    expect(figures.length).toBeGreaterThan(120)
    const wrong = figures.flatMap(({ figure, where }) => {
      const { box, flaws } = natural(figure.model, figure.trace.frames, width)
      return [
        ...flaws.map(flaw => `${where}: ${flaw}`),
        ...(box.width > width ? [`${where}: ${box.width} px wide`] : []),
      ]
    })
    expect(wrong).toEqual([])
  })
})

describe('a figure in its place', () => {
  const word = (text: string, x: number, y = 20): Mark => ({ kind: 'text', key: `${text} ${x} ${y}`, x, y, text })
  it('is told when a word leaves it', () => {
    const layout = (): Mark[] => [word('a word that is too long for its place', 250)]
    expect(natural({ layout }, [{}], 320).flaws).toEqual([expect.stringMatching(/^frame 1: text .* leaves the box/)])
  })
  it('takes the height at which nothing collides, and leaves out what stays empty', () => {
    const layout = (_: object, { height }: { height: number }): Mark[] => [
      word('above', 0),
      word('below', 0, height < 230 ? 24 : 100),
    ]
    expect(natural({ layout }, [{}], 340)).toMatchObject({ flaws: [], box: { width: 340, height: 110 } })
  })
  it('is a strip, enlarged, where the family has nothing in between', () => {
    const layout = (_: object, { width }: { width: number }): Mark[] => [word('wide', width >= 500 ? 800 : 0)]
    expect(natural({ layout }, [{}], 540)).toMatchObject({ flaws: [], box: { width: 480 } })
  })
})
