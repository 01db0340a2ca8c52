// Before Slidev reads a slide: gives every `<Code src>` and every figure `<Tag rec>` its recorded data, and puts the title of a two-column slide above both columns, prints addresses without their scheme.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defineTransformersSetup } from '@slidev/types'
import { attribute, findTags } from '../scripts/lib/tags.ts'

const TWO_COLUMNS = new Set(['split', 'summary'])

export default defineTransformersSetup(() => ({
  pre: [(ctx) => {
    const dir = dirname(ctx.slide.source.filepath)
    const text = ctx.s.toString()
    const imports: string[] = []
    const bind = (path: string) => {
      const name = `__ri${imports.length}`
      imports.push(`import ${name} from ${JSON.stringify(path)}`)
      return name
    }
    for (const tag of findTags(text)) {
      const src = attribute(tag, 'src'), rec = attribute(tag, 'rec')
      if (src?.endsWith('.rs')) {
        const query = new URLSearchParams({ 'ri-code': '' })
        for (const key of ['region', 'edition']) {
          const value = attribute(tag, key)
          if (value) query.set(key, value)
        }
        ctx.s.appendLeft(tag.insert, ` :code="${bind(`${join(dir, 'snippets', src)}?${query}`)}"`)
      }
      if (rec) {
        const snippet = join(dir, 'snippets', `${rec}.rs`), ops = join(dir, 'snippets', `${rec}.ops.yaml`)
        ctx.s.appendLeft(tag.insert, ` :recording="${bind(`${snippet}?ri-recording`)}" :source="${bind(`${snippet}?ri-source`)}"${existsSync(ops) ? ` :ops="${bind(`${ops}?ri-yaml`)}"` : ''}`)
      }
    }
    if (TWO_COLUMNS.has(String(ctx.slide.frontmatter.layout))) {
      const title = /^# .*$/m.exec(text)
      if (title) {
        ctx.s.appendLeft(title.index, '::title::\n\n')
        ctx.s.appendRight(title.index + title[0].length, '\n\n::default::\n')
      }
    }
    // A printed address needs no scheme; the link keeps it.
    if (ctx.slide.frontmatter.layout === 'references')
      for (const m of text.matchAll(/<(https:\/\/([^>\s]+))>/g)) ctx.s.overwrite(m.index, m.index + m[0].length, `[${m[2]}](${m[1]})`)
    if (imports.length) ctx.s.append(`\n\n<script setup>\n${imports.join('\n')}\n</script>\n`)
  }],
}))
