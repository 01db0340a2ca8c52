// What a layout knows of the deck it stands in: derived from the slides themselves, so that no list is kept twice.
import { useSlideContext } from '@slidev/client'
import { computed, type ComputedRef } from 'vue'

export interface DeckHead {
  title: string
  mechanism: number
  summary: string
  tags: string[]
  level: string
  prerequisites: string[]
  duration: number
  checked: string
}
export interface SlideHead {
  no: number
  title: string
  layout: string
  minutes: number
  /** Beyond the lecture: article and handout have it, the room does not unless somebody asks. */
  extra: boolean
  opens: boolean
}
export interface SectionHead {
  letter: string
  title: string
  no: number
  minutes: number
  slides: SlideHead[]
}

/** Layouts that stand outside the lettered sections. */
const AFTER = new Set(['exercises', 'quiz', 'summary', 'references'])
const NAMES: Record<string, string> = {
  promise: 'What you will be able to do',
  exercises: 'Exercises',
  quiz: 'Quiz',
  summary: 'Summary',
  references: 'References',
}

export function useDeck() {
  const { $slidev, $page, $frontmatter } = useSlideContext()
  const deck = computed(() => $slidev.configs as unknown as DeckHead)
  const slides: ComputedRef<SlideHead[]> = computed(() =>
    $slidev.nav.slides.map(r => {
      const slide = r.meta.slide as { title?: string; frontmatter: Record<string, unknown> }
      const fm = slide.frontmatter
      const layout = String(fm.layout ?? (r.no === 1 ? 'cover' : 'default'))
      return {
        no: r.no,
        title: slide.title ?? '',
        layout,
        // An extra slide takes nothing of the lecture's time.
        minutes: fm.extra === true ? 0 : Number(fm.minutes ?? 0),
        extra: fm.extra === true,
        opens: layout === 'section' || layout === 'exercises' || layout === 'summary',
      }
    }),
  )
  const sections: ComputedRef<SectionHead[]> = computed(() => {
    const out: SectionHead[] = []
    let open = false
    for (const s of slides.value) {
      if (s.layout === 'section') {
        out.push({
          letter: String.fromCharCode(65 + out.length),
          title: s.title,
          no: s.no,
          minutes: s.minutes,
          slides: [],
        })
        open = true
      } else if (AFTER.has(s.layout)) open = false
      else if (open) {
        out.at(-1)!.slides.push(s)
        out.at(-1)!.minutes += s.minutes
      }
    }
    return out
  })
  const current = computed(() =>
    sections.value.findLast(s => s.no === $page.value || s.slides.some(x => x.no === $page.value)),
  )
  const section = computed(() => {
    const layout = slides.value[$page.value - 1]?.layout ?? ''
    if (layout === 'section') return `Section ${current.value?.letter ?? ''}`
    return NAMES[layout] ?? current.value?.title ?? ''
  })
  return {
    deck,
    slides,
    sections,
    current,
    section,
    page: $page,
    total: computed(() => slides.value.length),
    frontmatter: $frontmatter,
  }
}
